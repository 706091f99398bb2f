'use client';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
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
  /** whether a frame has shown it: what nobody has seen does not move */
  const drawn = useRef(false);

  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      drawn.current = true;
    });
    return () => cancelAnimationFrame(frame);
  }, []);

  useLayoutEffect(() => {
    const element = bar.current;
    if (!element) return;
    const parts = [...element.querySelectorAll<HTMLElement>('[data-part]')].map((part) => ({
      part,
      key: part.dataset.part ?? '',
      outcome: part.dataset.outcome as Outcome | undefined,
    }));
    const known = places.current;
    const running = moves.current;

    // All that is written comes before all that is read: in turns, each would have the page laid out anew.
    let hold = 0;
    for (const { part, key, outcome } of parts) {
      if (outcome) {
        const was = known.get(key) ?? gone.current.get(key);
        if (part.style.width || !was) continue;
        part.style.left = `${was.left}px`;
        part.style.width = `${was.width}px`;
        hold = Math.max(hold, HOLD_MS[outcome]);
      } else if (part.style.width) {
        // One that a reorg brought back while it was leaving is of the row again.
        part.style.left = part.style.width = '';
      }
    }

    const across = element.offsetWidth;
    const still = !drawn.current || known.size === 0 || width.current !== across || !mayMove();
    const stand = new Map<string, Place>();
    const moved: { part: HTMLElement; key: string; from: Place; to: Place }[] = [];
    for (const { part, key, outcome } of parts) {
      if (outcome) continue;
      const to = { left: part.offsetLeft, width: part.offsetWidth };
      stand.set(key, to);
      const was = known.get(key);
      if (still || (was && was.left === to.left && was.width === to.width)) continue;
      const from = !was ? { left: to.left, width: 0 } : running.has(key) ? seen(part, was) : was;
      moved.push({ part, key, from, to });
    }

    for (const { part, key, from, to } of moved) {
      running.get(key)?.cancel();
      const started = move(part, from, to);
      started.onfinish = () => running.delete(key);
      running.set(key, started);
    }
    // A part that leaves appears as such only after the others have set off to close up: they are made to wait for it.
    if (hold > 0) {
      for (const started of running.values()) {
        if (!started.currentTime) started.effect?.updateTiming({ delay: hold });
      }
    }
    const missing = [...known].filter(([key]) => !stand.has(key));
    if (missing.length > 0) gone.current = new Map(missing);
    places.current = stand;
    width.current = across;
  });
}

/** Where a part is seen that is on its way to its place. */
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
