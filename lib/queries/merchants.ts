import { asc } from 'drizzle-orm';
import { merchantRows } from '@/lib/db';
import { locks, merchants, merchantTallies } from '@/lib/db/schema';
import type { MerchantsAnswer } from '@/lib/domain/api';
import { rowCount, sumOf } from './columns';
import { runningLocks } from './running-locks';
import type { Finish, View } from './view';

/** Every merchant that was ever registered, longest first, with what is guaranteed to it now. */
export async function readMerchants(view: View): Promise<Finish<MerchantsAnswer>> {
  const { db, at, holding } = view;
  const found = await db
    .select()
    .from(merchants)
    .where(holding(merchants))
    .orderBy(asc(merchants.since), asc(merchants.address));
  const tallies = await db
    .select({ merchant: merchantTallies.merchant, totalCount: merchantTallies.lockedCount })
    .from(merchantTallies)
    .where(holding(merchantTallies));
  const live = await db
    .select({ merchant: locks.merchant, liveCount: rowCount(), liveWei: sumOf(locks.remaining) })
    .from(locks)
    .where(await runningLocks(view, 'live'))
    .groupBy(locks.merchant);
  const totalOf = new Map(tallies.map(({ merchant, totalCount }) => [merchant, totalCount]));
  const liveOf = new Map(live.map(({ merchant, ...sums }) => [merchant, sums]));
  const none = { liveCount: 0, liveWei: 0n };
  return async () => ({
    at,
    merchants: found.map((row) => ({
      ...merchantRows.fromRow(row),
      ...(liveOf.get(row.address) ?? none),
      totalCount: totalOf.get(row.address) ?? 0,
    })),
  });
}
