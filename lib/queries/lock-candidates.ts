import { and, desc, eq, type SQL } from 'drizzle-orm';
import { locks } from '@/lib/db/schema';
import { byParties, isRunning, type LocksFilter } from './lock-filter';
import { runningLocks } from './running-locks';
import type { View } from './view';

/**
 * Locks that are looked at for one page, or to count. A filter that few pass must not cost a walk through all there
 * ever were: its page ends early, and the next one goes on from there.
 */
export const MOST_LOOKED_AT = 2_000;

/** The locks that a page is chosen from: the newest that an index finds for the filter. */
export async function candidates(view: View, filter: LocksFilter, below?: SQL) {
  const parties = and(byParties(filter), below);
  const { status } = filter;
  return view.db
    .select()
    .from(locks)
    .where(
      isRunning(status)
        ? await runningLocks(view, status, parties)
        : // Few are drawn, so that an index of their own finds them.
          and(view.holding(locks, parties), status === 'drawn' ? eq(locks.status, status) : undefined),
    )
    .orderBy(desc(locks.lockedBlock), desc(locks.lockedLogIndex))
    .limit(MOST_LOOKED_AT)
    .as('near');
}
