import { and, gte, type SQL } from 'drizzle-orm';
import { locks } from '@/lib/db/schema';
import { hasStatus, type RunningStatus } from './lock-filter';
import { readReach } from './reach';
import type { View } from './view';

/**
 * The locks that run at the view's block, with this status. They are few, and found without a look at those that are
 * over: today's by when they expire, those of a past block by when they can have been made.
 * @param among narrows them by what never changes about a lock
 */
export async function runningLocks(view: View, status: RunningStatus, among?: SQL): Promise<SQL | undefined> {
  const { at, past, holding } = view;
  const has = hasStatus(status, at.timestamp);
  if (!past) return and(holding(locks, among), has);
  const { firstBlock } = await readReach(view);
  return and(holding(locks, and(among, gte(locks.lockedBlock, firstBlock))), has);
}
