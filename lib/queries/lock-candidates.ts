import { and, desc, eq, gte, lte, type SQL, sql } from 'drizzle-orm';
import { locks } from '@/lib/db/schema';
import { byLook, byParties, isRunning, type LocksFilter } from './lock-filter';
import { runningLocks } from './running-locks';
import type { View } from './view';

/**
 * Versions of locks that are walked through for one page, or to count; a lock has two, as a rule. A filter that few pass
 * must not cost a walk through all there ever were: its page ends early, and the next one goes on from there.
 */
export const MOST_WALKED = 500;

/** Where a lock was made; locks are older than a place by that, and not by how many came before. */
export type Place = { block: number; logIndex: number };

/** The block by itself as well: PostgreSQL cannot tell how few rows lie between two places. */
const olderThan = ({ block, logIndex }: Place): SQL | undefined =>
  and(
    lte(locks.lockedBlock, block),
    sql`(${locks.lockedBlock}, ${locks.lockedLogIndex}) < (${block}, ${logIndex})`,
  );
const notOlderThan = ({ block, logIndex }: Place): SQL | undefined =>
  and(
    gte(locks.lockedBlock, block),
    sql`(${locks.lockedBlock}, ${locks.lockedLogIndex}) >= (${block}, ${logIndex})`,
  );

export const newestFirst = [desc(locks.lockedBlock), desc(locks.lockedLogIndex)];

/**
 * The locks that pass a filter, among the newest that an index finds for it.
 * @param from only those that are older than this place
 * @param all whether each of them is wanted, and not only the first few
 * @returns with them the place that the next page is to be older than; null when none is left out
 */
export async function candidates(
  view: View,
  filter: LocksFilter,
  { from, all = false }: { from?: Place | undefined; all?: boolean } = {},
): Promise<{ pass: SQL | undefined; end: Place | null }> {
  const { status } = filter;
  const look = byLook(filter, view.at.timestamp);
  const top = topOf(view, from);
  const among = and(byParties(filter), top && olderThan(top));
  if (isRunning(status)) return { pass: and(await runningLocks(view, status, among), look), end: null };
  // Few are drawn, so that an index of their own finds them.
  const found = and(among, status === 'drawn' ? eq(locks.status, status) : undefined);
  const end = look || all ? await endOfWalk(view, found) : null;
  const walked = and(found, end ? notOlderThan(end) : undefined);
  return { pass: and(view.holding(locks, walked), look), end };
}

/** Where the walk begins: of a past block, nothing that was made later is looked at. */
function topOf({ at, past }: View, from: Place | undefined): Place | undefined {
  return past && (from === undefined || from.block > at.number)
    ? { block: at.number + 1, logIndex: 0 }
    : from;
}

/** Just before the first version that is too many: its lock's other versions are left out with it. */
async function endOfWalk({ db }: View, found: SQL | undefined): Promise<Place | null> {
  const [beyond] = await db
    .select({ block: locks.lockedBlock, logIndex: locks.lockedLogIndex })
    .from(locks)
    .where(found)
    .orderBy(...newestFirst)
    .offset(MOST_WALKED)
    .limit(1);
  return beyond ? { block: beyond.block, logIndex: beyond.logIndex + 1 } : null;
}
