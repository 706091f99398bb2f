import { and, desc, eq, gt, lte, sql } from 'drizzle-orm';
import { lastNotAfter, merchantRows, tallyRows } from '@/lib/db';
import { deferredPayouts, locks, merchants, merchantTallies } from '@/lib/db/schema';
import type { LocksQuery, MerchantAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { USD } from '@/lib/domain/currency';
import { DUE_SOON } from '@/lib/domain/lock-status';
import { standingOf } from '@/lib/domain/merchant-standing';
import { tagOf } from '@/lib/domain/partition';
import { rowCount, sumOf } from './columns';
import { lastBlockBefore } from './last-block';
import { readLockPage } from './locks';
import { runningLocks } from './running-locks';
import type { Finish, View } from './view';

const DAY = 86_400;

/** One merchant: what is guaranteed, due, released and drawn, and a page of its payments; null if never registered. */
export async function readMerchant(
  view: View,
  address: Hex,
  query: Omit<Partial<LocksQuery>, 'merchant'> = {},
): Promise<Finish<MerchantAnswer> | null> {
  const { db, at, holding } = view;
  const known = await db
    .select()
    .from(merchants)
    .where(holding(merchants, eq(merchants.address, address)))
    .orderBy(desc(merchants.kind));
  const merchant = standingOf(known.map(merchantRows.fromRow));
  if (!merchant) return null;
  const [live, ended, deferred, page] = await Promise.all([
    readLive(view, address),
    readEnded(view, address),
    readDeferred(view, address),
    readLockPage(view, { ...query, merchant: address }),
  ]);
  return async (chain) => ({
    at,
    price: await chain.price(),
    merchant,
    sums: { ...live, ...ended },
    deferred,
    ...page,
  });
}

/** What pools, also those in place, keep for the merchant because it refused it. */
async function readDeferred({ db, holding }: View, merchant: Hex): Promise<MerchantAnswer['deferred']> {
  const rows = await db
    .select({ pool: deferredPayouts.pool, owed: deferredPayouts.owed })
    .from(deferredPayouts)
    .where(and(holding(deferredPayouts, eq(deferredPayouts.account, merchant)), gt(deferredPayouts.owed, 0n)))
    .orderBy(desc(deferredPayouts.pool));
  return rows.map((row) => ({ ...row, poolTag: tagOf(row.pool) }));
}

const inDollars = eq(locks.currency, USD);

async function readLive(view: View, merchant: Hex) {
  const { db, at } = view;
  const [sums] = await db
    .select({
      liveCount: rowCount(),
      liveWei: sumOf(locks.remaining),
      liveCents: sumOf(locks.fiatAmount, inDollars),
      dueSoonCount: rowCount(lte(locks.settleBy, at.timestamp + DUE_SOON)),
    })
    .from(locks)
    .where(await runningLocks(view, 'live', eq(locks.merchant, merchant)));
  return sums ?? { liveCount: 0, liveWei: 0n, liveCents: 0n, dueSoonCount: 0 };
}

/** "Today" is the day of the chain's clock in UTC. */
async function readEnded(view: View, merchant: Hex) {
  const { timestamp } = view.at;
  const [now, atMidnight, monthAgo] = await Promise.all([
    readTally(view, merchant, timestamp + 1),
    readTally(view, merchant, timestamp - (timestamp % DAY)),
    readTally(view, merchant, timestamp - 30 * DAY),
  ]);
  return {
    releasedTodayCount: now.releasedCount - atMidnight.releasedCount,
    releasedTodayCents: now.releasedCents - atMidnight.releasedCents,
    drawn30dCount: now.drawnCount - monthAgo.drawnCount,
    drawn30dWei: now.drawnWei - monthAgo.drawnWei,
  };
}

const NOTHING = { releasedCount: 0, releasedCents: 0n, drawnCount: 0, drawnWei: 0n };

/** What was summed up before a second that is not after the view's. */
async function readTally({ db }: View, merchant: Hex, before: number) {
  const { where, orderBy } = lastNotAfter(
    merchantTallies,
    [sql`${merchant}`],
    lastBlockBefore(sql`${before}`),
  );
  const [row] = await db
    .select()
    .from(merchantTallies)
    .where(where)
    .orderBy(...orderBy)
    .limit(1);
  return row?.merchant === merchant ? tallyRows.fromRow(row) : NOTHING;
}
