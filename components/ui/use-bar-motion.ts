'use client';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { type Part, type Place, partsIn, placesOf } from './bar-parts';
import { mayMove } from './may-move';
import type { Outcome } from './slices';
import { takeStood } from './stood-asleep';

const MOVE_MS = 500;
/** How long the others keep the place of one that leaves; `globals.css` has it gone by then. */
const HOLD_MS: Record<Outcome, number> = { released: 300, drawn: 675 };

/**
 * Moves the parts of a bar, each an element with `data-part`, from where they stood to where they stand; new ones grow
 * in. By transforms, which a browser moves beside the page: were it the layout, each frame of each block would be styled
 * and laid out anew. One with `data-outcome` has left the row, and is put where it stood. When the bar itself has another
 * width, all stand elsewhere, and nothing has happened.
 */
export function useBarMotion(bar: RefObject<HTMLElement | null>): void {
  const places = useRef(new Map<string, Place>());
  /** what was in the row until the last change of it */
  const gone = useRef(new Map<string, Place>());
  const width = useRef<number | null>(null);
  const moves = useRef(new Map<string, Animation>());

  useLayoutEffect(() => {
    const settle = () => {
      const element = bar.current;
      if (!element) return;
      const parts = partsIn(element);
      const before = width.current;
      const known = before === null ? takeStood(parts) : places.current;
      const hold = putAside(parts, (key) => known.get(key) ?? gone.current.get(key));
      const stand = placesOf(parts);
      width.current = element.offsetWidth;
      const isOther = before !== null && before !== width.current;
      const still = known.size === 0 || isOther || !mayMove();
      if (!still) setOff(parts, { from: known, to: stand, running: moves.current, hold });
      const missing = [...known].filter(([key]) => !stand.has(key));
      if (missing.length > 0) gone.current = new Map(missing);
      places.current = stand;
    };
    // Nobody sees it, and there are no frames.
    if (document.hidden) return settle();
    // In the frame that shows the change the page is laid out in any case; now, it would be once more.
    const frame = requestAnimationFrame(settle);
    return () => cancelAnimationFrame(frame);
  });
}

/** Writes only: in turns with what is read, the page would be laid out for each part. @returns how long the others wait */
function putAside(parts: readonly Part[], placeOf: (key: string) => Place | undefined): number {
  let hold = 0;
  for (const { element, key, outcome } of parts) {
    const { style } = element;
    if (outcome) {
      const was = placeOf(key);
      if (style.width || !was) continue;
      style.left = `${was.left}px`;
      style.width = `${was.width}px`;
      hold = Math.max(hold, HOLD_MS[outcome]);
    } else if (style.width) {
      // One that a reorg brought back while it was leaving is of the row again.
      style.left = style.width = '';
    }
  }
  return hold;
}

function setOff(
  parts: readonly Part[],
  {
    from,
    to,
    running,
    hold,
  }: {
    from: ReadonlyMap<string, Place>;
    to: ReadonlyMap<string, Place>;
    /** by the parts' keys */
    running: Map<string, Animation>;
    hold: number;
  },
): void {
  const moved = parts.flatMap(({ element, key }) => {
    const [was, place] = [from.get(key), to.get(key)];
    if (!place || (was?.left === place.left && was.width === place.width)) return [];
    const begin = !was ? { left: place.left, width: 0 } : running.has(key) ? seen(element, was) : was;
    return [{ element, key, begin, place }];
  });
  for (const { element, key, begin, place } of moved) {
    running.get(key)?.cancel();
    const started = move(element, begin, place);
    started.onfinish = () => running.delete(key);
    running.set(key, started);
  }
  // A part that leaves appears as such only after the others have set off to close up: they are made to wait for it.
  if (hold === 0) return;
  for (const started of running.values()) {
    if (!started.currentTime) started.effect?.updateTiming({ delay: hold });
  }
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
