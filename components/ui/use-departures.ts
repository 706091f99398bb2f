'use client';
import { useLayoutEffect, useRef, useState } from 'react';
import { type Ghost, type Outcome, type Slice, type Standing, withGhosts } from './slices';

/** How long a slice takes to leave; `globals.css` moves it for as long. */
const LEAVING_MS = 900;
/** More than this at once is not a block but a page that was asleep: nothing moves then. */
const AT_ONCE = 24;

const mayMove = () => !document.hidden && !matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The slices that stand, and for a moment those that just left, with what became of them. */
export function useDepartures(slices: Slice[], outcomeOf: (id: string) => Outcome): Standing[] {
  const before = useRef(slices);
  const order = useRef<string[]>([]);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  const [ghosts, setGhosts] = useState<Ghost[]>([]);
  const standing = withGhosts(slices, ghosts, order.current);

  useLayoutEffect(() => {
    const now = new Set(slices.map((slice) => slice.id));
    const gone = before.current.filter((slice) => !now.has(slice.id));
    before.current = slices;
    if (gone.length === 0 || gone.length > AT_ONCE || !mayMove()) {
      order.current = standing.map(({ slice }) => slice.id);
      return;
    }
    // The order stays as it was for one more rendering: it is what puts a ghost back where it stood.
    const leaving = gone.map((slice): Ghost => ({ slice, outcome: outcomeOf(slice.id) }));
    setGhosts((others) => [...others, ...leaving]);
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
