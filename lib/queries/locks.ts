import { asc, desc, type SQL, sql } from 'drizzle-orm';
import { lockRows } from '@/lib/db';
import { locks } from '@/lib/db/schema';
import type { LocksAnswer, LocksQuery } from '@/lib/domain/api';
import { toLockRow } from '@/lib/domain/lock-row';
import { countLocks } from './count-locks';
import { candidates, MOST_LOOKED_AT } from './lock-candidates';
import { byLook, type LocksFilter } from './lock-filter';
import type { Finish, View } from './view';

/** A page of the ledger, newest first, and how many locks pass the filter in all. */
export async function readLocks(view: View, query: Partial<LocksQuery> = {}): Promise<Finish<LocksAnswer>> {
  const page = await readLockPage(view, query);
  return async () => ({ at: view.at, ...page });
}

export type LockPage = Omit<LocksAnswer, 'at'>;

/** The shape of a cursor: where the last lock of a page was made, or the last one that was looked at for it. */
export const CURSOR = /^(\d{1,15})-(\d{1,9})$/;

export async function readLockPage(
  view: View,
  { cursor, limit = 50, ...filter }: Partial<LocksQuery>,
): Promise<LockPage> {
  const { db, at } = view;
  const near = await candidates(view, filter, after(cursor));
  const rows = await db
    .select()
    .from(near)
    .where(byLook(filter, at.timestamp, near))
    .orderBy(desc(near.lockedBlock), desc(near.lockedLogIndex))
    .limit(limit + 1);
  const page = rows.slice(0, limit).map((row) => toLockRow(lockRows.fromRow(row), at.timestamp));
  const last = page.at(-1);
  const more = rows.length > limit && last ? `${last.lockedAt.block}-${last.lockedAt.logIndex}` : null;
  const counted = await countLocks(view, filter);
  // All that was there to look at was looked at, if every lock passes or if counting has come to an end.
  const isAll = byLook(filter, at.timestamp) === undefined || (cursor === undefined && !counted.totalIsLeast);
  return {
    locks: page,
    ...counted,
    next: more ?? (isAll ? null : await lookedAtUpTo(view, filter, cursor)),
  };
}

/** Where a page that came out short goes on: null when everything was looked at. */
async function lookedAtUpTo(view: View, filter: LocksFilter, cursor?: string): Promise<string | null> {
  const near = await candidates(view, filter, after(cursor));
  const [last] = await view.db
    .select({
      block: near.lockedBlock,
      logIndex: near.lockedLogIndex,
      looked: sql`count(*) over ()`.mapWith(Number),
    })
    .from(near)
    .orderBy(asc(near.lockedBlock), asc(near.lockedLogIndex))
    .limit(1);
  return last && last.looked === MOST_LOOKED_AT ? `${last.block}-${last.logIndex}` : null;
}

/**
 * Older than the cursor, by where they were made and not by how many came before: a page stays the same while new
 * locks come in. A cursor that is none begins at the top.
 */
function after(cursor: string | undefined): SQL | undefined {
  const match = CURSOR.exec(cursor ?? '');
  if (!match) return undefined;
  return sql`(${locks.lockedBlock}, ${locks.lockedLogIndex}) < (${Number(match[1])}, ${Number(match[2])})`;
}
