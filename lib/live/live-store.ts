import type { Agreement } from '@/lib/domain/api';
import type { BlockRef } from '@/lib/domain/entities';

/**
 * How fresh the page is. `live`: the stream is open and blocks come. `polling`: the stream is gone, answers are
 * fetched. `stale`: no block for longer than the chain needs. `down`: the server does not answer either.
 */
export type FreshnessState = 'live' | 'polling' | 'stale' | 'down';

export type Head = {
  block: BlockRef;
  /** milliseconds of this browser's clock when the block was new here, as well as can be told */
  newAt: number;
};

export type LiveState = {
  head: Head | null;
  stream: 'connecting' | 'open' | 'closed';
  pollFailed: boolean;
  /** whether the chain's nodes say the same; null while the server has not said */
  agreement: Agreement | null;
};

/** Seconds without a block after which the page says so: a chain of 12-second blocks may well miss one. */
const STALE_AFTER = 30;

/** A block that is read, and not heard of as it comes, may be older than this by the wall's clock and count as new. */
const READ_AS_NEW = 15;

/**
 * A page that is opened, or comes back, while the chain is out of reach reads an old block, which only the wall's clock
 * can tell. A block that the stream brings is new whatever its time says: the chain's clock need not be ours.
 */
const readHead = (block: BlockRef): Head => {
  const now = Date.now();
  const made = block.timestamp * 1000;
  return { block, newAt: now - made > READ_AS_NEW * 1000 ? made : now };
};

/**
 * A tiny store, so that a component renders for what it uses and no more.
 * @param tell runs what tells a listener of a change: at once, or together with other news
 */
export function createLiveStore(
  initial: BlockRef | null,
  agreement: Agreement | null = null,
  tell: (telling: () => void) => void = (telling) => telling(),
) {
  let state: LiveState = {
    head: initial && readHead(initial),
    stream: 'connecting',
    pollFailed: false,
    agreement,
  };
  const listeners = new Set<() => void>();
  const set = (next: Partial<LiveState>) => {
    state = { ...state, ...next };
    for (const listener of listeners) tell(listener);
  };
  return {
    get: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set,
    /** The stream brings a block. */
    heard: (block: BlockRef) => set({ head: { block, newAt: Date.now() } }),
    /** An answer or a snapshot names its block: news only if it is another one, and no older. */
    read: (block: BlockRef) => {
      const { head } = state;
      if (head && (block.hash === head.block.hash || block.number < head.block.number)) return;
      set({ head: readHead(block) });
    },
  };
}
export type LiveStore = ReturnType<typeof createLiveStore>;

/** Seconds on the chain's clock now: the head's, and what passed here since. */
export const chainTimeAt = (head: Head, nowMs: number): number =>
  head.block.timestamp + Math.max(0, Math.floor((nowMs - head.newAt) / 1000));

/** Age of the head in seconds. */
export const ageOf = (head: Head, nowMs: number): number => Math.max(0, (nowMs - head.newAt) / 1000);

export function freshnessOf({ head, stream, pollFailed }: LiveState, nowMs: number): FreshnessState {
  if (stream === 'closed' && pollFailed) return 'down';
  if (!head || ageOf(head, nowMs) > STALE_AFTER) return 'stale';
  return stream === 'open' || stream === 'connecting' ? 'live' : 'polling';
}
