import { eq } from 'drizzle-orm';
import { merchantTallies, pools } from '@/lib/db/schema';
import type { LocksAnswer } from '@/lib/domain/api';
import { rowCount, sumOf } from './columns';
import { candidates, MOST_LOOKED_AT } from './lock-candidates';
import { byLook, type LocksFilter } from './lock-filter';
import type { View } from './view';

/**
 * How many locks pass a filter: exact where a pool or a merchant keeps count of them, and where few enough have to be
 * looked at; otherwise how many of the newest pass, which are at least so many.
 */
export async function countLocks(
  view: View,
  filter: LocksFilter,
): Promise<Pick<LocksAnswer, 'total' | 'totalIsLeast'>> {
  const { status, asset, min } = filter;
  const keepsCount = status === undefined && asset === undefined && min === undefined;
  const kept = keepsCount ? await keptCount(view, filter) : null;
  if (kept !== null) return { total: kept, totalIsLeast: false };
  const near = await candidates(view, filter);
  const [counted] = await view.db
    .select({ total: rowCount(byLook(filter, view.at.timestamp, near)), looked: rowCount() })
    .from(near);
  return { total: counted?.total ?? 0, totalIsLeast: counted?.looked === MOST_LOOKED_AT };
}

/** The count that a pool, a merchant or all pools together keep; null where nobody does. */
async function keptCount({ db, holding }: View, { pool, merchant }: LocksFilter): Promise<number | null> {
  if (merchant && pool) return null;
  if (merchant) {
    const [tally] = await db
      .select({ count: merchantTallies.lockedCount })
      .from(merchantTallies)
      .where(holding(merchantTallies, eq(merchantTallies.merchant, merchant)));
    return tally?.count ?? 0;
  }
  const [sum] = await db
    .select({ count: sumOf(pools.guaranteedCount) })
    .from(pools)
    .where(holding(pools, pool && eq(pools.id, pool)));
  return Number(sum?.count ?? 0);
}
