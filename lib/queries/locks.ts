import { lockRows } from '@/lib/db';
import { locks } from '@/lib/db/schema';
import type { LocksAnswer, LocksQuery } from '@/lib/domain/api';
import { toLockRow } from '@/lib/domain/lock-row';
import { countLocks } from './count-locks';
import { candidates, newestFirst, type Place } from './lock-candidates';
import type { LocksFilter } from './lock-filter';
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
  const { at } = view;
  const [{ rows, end }, count] = await Promise.all([
    readRows(view, filter, placeOf(cursor), limit + 1),
    countLocks(view, filter),
  ]);
  const page = rows.slice(0, limit).map((row) => toLockRow(lockRows.fromRow(row), at.timestamp));
  const last = rows.length > limit ? page.at(-1)?.lockedAt : end;
  return {
    locks: page,
    ...count,
    next: last ? `${last.block}-${last.logIndex}` : null,
  };
}

async function readRows(view: View, filter: LocksFilter, from: Place | undefined, most: number) {
  const { pass, end } = await candidates(view, filter, { from });
  const rows = await view.db
    .select()
    .from(locks)
    .where(pass)
    .orderBy(...newestFirst)
    .limit(most);
  return { rows, end };
}

/** A cursor that is none begins at the top. */
function placeOf(cursor: string | undefined): Place | undefined {
  const match = CURSOR.exec(cursor ?? '');
  return match ? { block: Number(match[1]), logIndex: Number(match[2]) } : undefined;
}
