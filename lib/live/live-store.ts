import type { BlockRef } from '@/lib/domain/entities';

/**
 * How fresh the page is. `live`: the stream is open and blocks come. `polling`: the stream is gone, answers are
 * fetched. `stale`: no block for longer than the chain needs. `down`: the server does not answer either.
 */
export type FreshnessState = 'live' | 'polling' | 'stale' | 'down';

export type Head = {
  block: BlockRef;
  /** milliseconds of this browser's clock when the block was learned of */
  receivedAt: number;
};

export type LiveState = { head: Head | null; stream: 'connecting' | 'open' | 'closed'; pollFailed: boolean };

/** Seconds without a block after which the page says so: a chain of 12-second blocks may well miss one. */
const STALE_AFTER = 30;

/** A tiny store, so that a component renders for what it uses and no more. */
export function createLiveStore(initial: BlockRef | null) {
  let state: LiveState = {
    head: initial ? { block: initial, receivedAt: Date.now() } : null,
    stream: 'connecting',
    pollFailed: false,
  };
  const listeners = new Set<() => void>();
  const set = (next: Partial<LiveState>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  return {
    get: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set,
    /** A block heard of; an older one than the head counts only after a rollback (`force`). */
    sawBlock: (block: BlockRef, force = false) => {
      if (!force && state.head && block.number < state.head.block.number) return;
      if (!force && state.head?.block.hash === block.hash) return;
      set({ head: { block, receivedAt: Date.now() } });
    },
  };
}
export type LiveStore = ReturnType<typeof createLiveStore>;

/** Seconds on the chain's clock now: the head's, and what passed here since. */
export const chainTimeAt = (head: Head, nowMs: number): number =>
  head.block.timestamp + Math.max(0, Math.floor((nowMs - head.receivedAt) / 1000));

/**
 * Age of the head in seconds. A page opened while the chain is out of reach holds an old block, which only the
 * wall clock can tell; a chain whose clock runs ahead of the wall (a local one) counts from its arrival.
 */
export const ageOf = (head: Head, nowMs: number): number =>
  Math.max(0, (nowMs - head.receivedAt) / 1000, nowMs / 1000 - head.block.timestamp - STALE_AFTER / 2);

export function freshnessOf({ head, stream, pollFailed }: LiveState, nowMs: number): FreshnessState {
  if (stream === 'closed' && pollFailed) return 'down';
  if (!head || ageOf(head, nowMs) > STALE_AFTER) return 'stale';
  return stream === 'open' || stream === 'connecting' ? 'live' : 'polling';
}
