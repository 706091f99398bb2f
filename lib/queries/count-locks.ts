import { eq } from 'drizzle-orm';
import { locks, merchantTallies, pools, walletPools } from '@/lib/db/schema';
import type { LocksAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { managerKindOf } from '@/lib/domain/partition';
import { rowCount, sumOf } from './columns';
import { candidates } from './lock-candidates';
import type { LocksFilter } from './lock-filter';
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
  const { pass, end } = await candidates(view, filter, { all: true });
  const [counted] = await view.db.select({ total: rowCount() }).from(locks).where(pass);
  return { total: counted?.total ?? 0, totalIsLeast: end !== null };
}

/** The count that a pool, a merchant or all pools together keep; null where nobody does. */
async function keptCount(view: View, { pool, merchant, kind }: LocksFilter): Promise<number | null> {
  const { db, holding } = view;
  if (merchant && (pool || kind)) return null;
  if (pool && kind && kind !== managerKindOf(pool)) return 0;
  if (merchant) {
    const [tally] = await db
      .select({ count: merchantTallies.lockedCount })
      .from(merchantTallies)
      .where(holding(merchantTallies, eq(merchantTallies.merchant, merchant)));
    return tally?.count ?? 0;
  }
  const only = pool ? managerKindOf(pool) : kind;
  const counts = await Promise.all([
    only === 'in-place' ? 0 : keptByPools(view, pool),
    only === 'pool' ? 0 : keptInPlace(view, pool),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
}

async function keptByPools({ db, holding }: View, pool: Hex | undefined): Promise<number> {
  const [sum] = await db
    .select({ count: sumOf(pools.guaranteedCount) })
    .from(pools)
    .where(holding(pools, pool && eq(pools.id, pool)));
  return Number(sum?.count ?? 0);
}

async function keptInPlace({ db, holding }: View, pool: Hex | undefined): Promise<number> {
  const [sum] = await db
    .select({ count: sumOf(walletPools.guaranteedCount) })
    .from(walletPools)
    .where(holding(walletPools, pool && eq(walletPools.id, pool)));
  return Number(sum?.count ?? 0);
}
