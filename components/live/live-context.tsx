'use client';
'use no memo';
import { createContext, startTransition, use, useEffect, useState, useSyncExternalStore } from 'react';
import { useIsServed } from '@/components/ui/use-is-served';
import type { Agreement, Deployment } from '@/lib/domain/api';
import { ageOf, chainTimeAt, type FreshnessState, freshnessOf, type LiveStore } from '@/lib/live/live-store';

export type LiveContextValue = { store: LiveStore; deployment: Deployment };

export const LiveContext = createContext<LiveContextValue | null>(null);

function useLive(): LiveContextValue {
  const value = use(LiveContext);
  if (!value) throw new Error('LiveProvider is missing above this component');
  return value;
}

/** Where the contracts are, and what the chain is called. */
export const useDeployment = (): Deployment => useLive().deployment;

function useLiveState() {
  const { store } = useLive();
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}

/** What the chain's nodes disagree about; null while they do not, as far as is known. Renders when that changes. */
export function useDisagreement(): Agreement | null {
  const { store } = useLive();
  const read = () => store.get().agreement;
  const agreement = useSyncExternalStore(store.subscribe, read, read);
  return agreement?.state === 'disagree' ? agreement : null;
}

/** Renders once a second; null until the page runs in a browser, so that both renderings agree. */
function useWallClock(): number | null {
  const served = useIsServed();
  const [now, setNow] = useState(() => (served ? null : Date.now()));
  useEffect(() => {
    // In a transition: the page has just come, and all of it tells the time.
    startTransition(() => setNow((drawn) => drawn ?? Date.now()));
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Seconds on the chain's clock, once a second. 0 while no block is known. */
export function useChainTime(): number {
  const { head } = useLiveState();
  const now = useWallClock();
  if (!head) return 0;
  return now === null ? head.block.timestamp : chainTimeAt(head, now);
}

/** The head's number, for whoever waits for a block. */
export const useHeadBlock = (): number | null => useLiveState().head?.block.number ?? null;

export type Freshness = {
  state: FreshnessState;
  block: number | null;
  timestamp: number | null;
  ageSeconds: number;
};

/** How old the numbers on the page are, once a second. */
export function useFreshness(): Freshness {
  const live = useLiveState();
  const now = useWallClock();
  const { head } = live;
  if (now === null || !head) {
    const block = head?.block;
    const state = now === null ? 'live' : freshnessOf(live, now);
    return { state, block: block?.number ?? null, timestamp: block?.timestamp ?? null, ageSeconds: 0 };
  }
  return {
    state: freshnessOf(live, now),
    block: head.block.number,
    timestamp: head.block.timestamp,
    ageSeconds: ageOf(head, now),
  };
}
