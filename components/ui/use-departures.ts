'use client';
import { useLayoutEffect, useRef, useState } from 'react';
import { mayMove } from './may-move';
import { type Ghost, type Outcome, type Slice, type Standing, withGhosts } from './slices';

/** How long a slice takes to leave; `globals.css` moves it for as long. */
const LEAVING_MS = 900;
/** More than this at once is not a block but a page that was asleep: nothing moves then. */
const AT_ONCE = 24;

const idsOf = (slices: Slice[]) => slices.map((slice) => slice.id);

/**
 * The slices that are shown, and for a moment those that just left, with what became of them. One that is only no
 * longer shown, because it is among `all` but was merged, has not left.
 */
export function useDepartures(shown: Slice[], all: Slice[], outcomeOf: (id: string) => Outcome): Standing[] {
  const before = useRef(shown);
  const order = useRef(idsOf(shown));
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  const [ghosts, setGhosts] = useState<Ghost[]>([]);
  const standing = withGhosts(shown, ghosts, order.current);

  useLayoutEffect(() => {
    if (before.current === shown) return;
    const now = new Set(all.map((slice) => slice.id));
    const gone = before.current.filter((slice) => !now.has(slice.id));
    before.current = shown;
    if (gone.length === 0 || gone.length > AT_ONCE || !mayMove()) {
      order.current = standing.map(({ slice }) => slice.id);
      return;
    }
    const leaving = gone.map((slice): Ghost => ({ slice, outcome: outcomeOf(slice.id) }));
    const names = new Set(idsOf(gone));
    const next = [...ghosts.filter(({ slice }) => !names.has(slice.id)), ...leaving];
    order.current = withGhosts(shown, next, order.current).map(({ slice }) => slice.id);
    setGhosts(next);
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      setGhosts((others) => others.filter((ghost) => !leaving.includes(ghost)));
    }, LEAVING_MS);
    timers.current.add(timer);
  });

  useLayoutEffect(() => {
    const running = timers.current;
    return () => {
      for (const timer of running) clearTimeout(timer);
    };
  }, []);
  return standing;
}
