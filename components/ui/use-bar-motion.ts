'use client';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { mayMove } from './may-move';
import type { Outcome } from './slices';

/** Where a part of a bar stands: pixels from the bar's left. */
type Place = { left: number; width: number };

const MOVE_MS = 500;
/** How long the others keep the place of one that leaves; `globals.css` has it gone by then. */
const HOLD_MS: Record<Outcome, number> = { released: 300, drawn: 675 };

/**
 * Moves the parts of a bar, each an element with `data-part`, from where they stood to where they stand; new ones grow
 * in. By transforms, which a browser moves beside the page: were it the layout, each frame of each block would be styled
 * and laid out anew. One with `data-outcome` has left the row, and is put where it stood.
 */
export function useBarMotion(bar: RefObject<HTMLElement | null>): void {
  const places = useRef(new Map<string, Place>());
  /** what was in the row until the last change of it */
  const gone = useRef(new Map<string, Place>());
  const width = useRef(0);
  const moves = useRef(new Map<string, Animation>());

  useLayoutEffect(() => {
    const element = bar.current;
    if (!element) return;
    const parts = [...element.querySelectorAll<HTMLElement>('[data-part]')];
    const known = places.current;
    const still = known.size === 0 || width.current !== element.offsetWidth || !mayMove();
    const stand = new Map<string, Place>();
    let hold = 0;
    for (const part of parts) {
      const key = part.dataset.part ?? '';
      const outcome = part.dataset.outcome as Outcome | undefined;
      if (outcome) {
        const was = known.get(key) ?? gone.current.get(key);
        if (part.style.width || !was) continue;
        part.style.left = `${was.left}px`;
        part.style.width = `${was.width}px`;
        hold = Math.max(hold, HOLD_MS[outcome]);
      } else {
        // One that a reorg brought back while it was leaving is of the row again.
        if (part.style.width) part.style.left = part.style.width = '';
        stand.set(key, { left: part.offsetLeft, width: part.offsetWidth });
      }
    }
    for (const part of still ? [] : parts) {
      const key = part.dataset.part ?? '';
      const to = stand.get(key);
      const was = known.get(key);
      if (to && (!was || was.left !== to.left || was.width !== to.width)) {
        const from = was ? seen(part, was) : { left: to.left, width: 0 };
        moves.current.get(key)?.cancel();
        const started = move(part, from, to);
        started.onfinish = () => moves.current.delete(key);
        moves.current.set(key, started);
      }
    }
    // A part that leaves appears as such only after the others have set off to close up: they are made to wait for it.
    if (hold > 0) {
      for (const started of moves.current.values()) {
        if (!started.currentTime) started.effect?.updateTiming({ delay: hold });
      }
    }
    const missing = [...known].filter(([key]) => !stand.has(key));
    if (missing.length > 0) gone.current = new Map(missing);
    places.current = stand;
    width.current = element.offsetWidth;
  });
}

/** Where a part is seen that may be on its way to its place. */
function seen(part: HTMLElement, place: Place): Place {
  const { transform } = getComputedStyle(part);
  if (transform === 'none') return place;
  const { a: scale, e: shift } = new DOMMatrix(transform);
  return { left: place.left + shift, width: place.width * scale };
}

function move(part: HTMLElement, from: Place, to: Place): Animation {
  const scale = to.width > 0 ? from.width / to.width : 0;
  return part.animate(
    [{ transform: `translateX(${from.left - to.left}px) scaleX(${scale})` }, { transform: 'none' }],
    {
      duration: MOVE_MS,
      fill: 'backwards',
      // `--ease-settle`, which a script would have to read from the page's style first.
      easing: 'cubic-bezier(0.2, 0.7, 0.2, 1)',
    },
  );
}
