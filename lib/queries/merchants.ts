import { desc } from 'drizzle-orm';
import { merchantRows } from '@/lib/db';
import { locks, merchants, merchantTallies } from '@/lib/db/schema';
import type { MerchantsAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { Merchant } from '@/lib/domain/entities';
import { standingOf } from '@/lib/domain/merchant-standing';
import { rowCount, sumOf } from './columns';
import { runningLocks } from './running-locks';
import type { Finish, View } from './view';

/** Every merchant that was ever registered, longest first, with what is guaranteed to it now. */
export async function readMerchants(view: View): Promise<Finish<MerchantsAnswer>> {
  const { db, at, holding } = view;
  const running = await runningLocks(view, 'live');
  const [found, tallies, live] = await Promise.all([
    db.select().from(merchants).where(holding(merchants)).orderBy(desc(merchants.kind)),
    db
      .select({ merchant: merchantTallies.merchant, totalCount: merchantTallies.lockedCount })
      .from(merchantTallies)
      .where(holding(merchantTallies)),
    db
      .select({ merchant: locks.merchant, liveCount: rowCount(), liveWei: sumOf(locks.remaining) })
      .from(locks)
      .where(running)
      .groupBy(locks.merchant),
  ]);
  const known = new Map<Hex, Merchant[]>();
  for (const row of found) {
    known.set(row.address, [...(known.get(row.address) ?? []), merchantRows.fromRow(row)]);
  }
  const standings = [...known.values()]
    .flatMap((ofOne) => standingOf(ofOne) ?? [])
    .sort((a, b) => a.since - b.since || (a.address < b.address ? -1 : 1));
  const totalOf = new Map(tallies.map(({ merchant, totalCount }) => [merchant, totalCount]));
  const liveOf = new Map(live.map(({ merchant, ...sums }) => [merchant, sums]));
  const none = { liveCount: 0, liveWei: 0n };
  return async () => ({
    at,
    merchants: standings.map((standing) => ({
      ...standing,
      ...(liveOf.get(standing.address) ?? none),
      totalCount: totalOf.get(standing.address) ?? 0,
    })),
  });
}
