import { asc } from 'drizzle-orm';
import { merchantRows } from '@/lib/db';
import { locks, merchants } from '@/lib/db/schema';
import type { MerchantsAnswer } from '@/lib/domain/api';
import { rowCount, sumOf } from './columns';
import { hasStatus } from './lock-filter';
import type { Finish, View } from './view';

/** Every merchant that was ever registered, longest first, with what is guaranteed to it now. */
export async function readMerchants({ db, at, holding }: View): Promise<Finish<MerchantsAnswer>> {
  const found = await db
    .select()
    .from(merchants)
    .where(holding(merchants))
    .orderBy(asc(merchants.since), asc(merchants.address));
  const live = hasStatus('live', at.timestamp);
  const sums = await db
    .select({
      merchant: locks.merchant,
      liveCount: rowCount(live),
      liveWei: sumOf(locks.remaining, live),
      totalCount: rowCount(),
    })
    .from(locks)
    .where(holding(locks))
    .groupBy(locks.merchant);
  const byMerchant = new Map(sums.map(({ merchant, ...rest }) => [merchant, rest]));
  const none = { liveCount: 0, liveWei: 0n, totalCount: 0 };
  return async () => ({
    at,
    merchants: found.map((row) => ({
      ...merchantRows.fromRow(row),
      ...(byMerchant.get(row.address) ?? none),
    })),
  });
}
