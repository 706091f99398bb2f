import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { hashOfKey } from './query-client';
import { createThrottle } from './throttle';

/**
 * Has answers that are on screen fetched again. One that is on its way already will do, for one that lacks a block is asked
 * for again (`upToDate`): were it called back at each block, a page would get none where blocks come faster than answers.
 * Not so with `anew`: what is on its way may be of a branch that is gone, or lack what no block tells.
 */
export type Refetch = (key: QueryKey, anew?: 'anew') => void;

/** @param everyMs how often the same answer is fetched again at the most */
export function createRefetch(client: QueryClient, everyMs: number): { refetch: Refetch; clear: () => void } {
  const throttle = createThrottle(everyMs);
  return {
    refetch: (key, anew) => {
      const invalidate = () =>
        void client.invalidateQueries({ queryKey: key }, { cancelRefetch: anew !== undefined });
      throttle.run(hashOfKey([anew, ...key]), invalidate);
    },
    clear: throttle.clear,
  };
}
