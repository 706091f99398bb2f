import { and, asc, eq, gt, gte, lte, sql } from 'drizzle-orm';
import { merchantRows } from '@/lib/db';
import { deferredPayouts, events, locks, merchants, pools } from '@/lib/db/schema';
import type { LocksQuery, MerchantAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { USD } from '@/lib/domain/currency';
import { DUE_SOON } from '@/lib/domain/lock-status';
import { amountArg, rowCount, sumOf } from './columns';
import { hasStatus } from './lock-filter';
import { readLockPage } from './locks';
import type { Finish, View } from './view';

const DAY = 86_400;

/** One merchant: what is guaranteed, due, released and drawn, and a page of its payments; null if never registered. */
export async function readMerchant(
  view: View,
  address: Hex,
  query: Omit<Partial<LocksQuery>, 'merchant'> = {},
): Promise<Finish<MerchantAnswer> | null> {
  const { db, at, holding } = view;
  const [row] = await db
    .select()
    .from(merchants)
    .where(holding(merchants, eq(merchants.address, address)));
  if (!row) return null;
  const sums = { ...(await readLive(view, address)), ...(await readEnded(view, address)) };
  const deferred = await readDeferred(view, address);
  const page = await readLockPage(view, { ...query, merchant: address });
  return async (chain) => ({
    at,
    price: await chain.price(),
    merchant: merchantRows.fromRow(row),
    sums,
    deferred,
    ...page,
  });
}

/** What pools keep for the merchant because it refused it. */
const readDeferred = ({ db, holding }: View, merchant: Hex): Promise<MerchantAnswer['deferred']> =>
  db
    .select({ pool: deferredPayouts.pool, poolTag: pools.tag, owed: deferredPayouts.owed })
    .from(deferredPayouts)
    .innerJoin(pools, and(eq(pools.id, deferredPayouts.pool), holding(pools)))
    .where(and(holding(deferredPayouts, eq(deferredPayouts.account, merchant)), gt(deferredPayouts.owed, 0n)))
    .orderBy(asc(pools.tag));

const inDollars = eq(locks.currency, USD);

async function readLive({ db, at, holding }: View, merchant: Hex) {
  const [sums] = await db
    .select({
      liveCount: rowCount(),
      liveWei: sumOf(locks.remaining),
      liveCents: sumOf(locks.fiatAmount, inDollars),
      dueSoonCount: rowCount(lte(locks.settleBy, at.timestamp + DUE_SOON)),
    })
    .from(locks)
    .where(and(holding(locks, eq(locks.merchant, merchant)), hasStatus('live', at.timestamp)));
  return sums ?? { liveCount: 0, liveWei: 0n, liveCents: 0n, dueSoonCount: 0 };
}

/** "Today" is the day of the chain's clock in UTC. */
async function readEnded({ db, at, holding, happened }: View, merchant: Hex) {
  const [released] = await db
    .select({ releasedTodayCount: rowCount(), releasedTodayCents: sumOf(locks.fiatAmount, inDollars) })
    .from(locks)
    .where(
      and(
        holding(locks, eq(locks.merchant, merchant)),
        eq(locks.status, 'released'),
        gte(locks.closedTimestamp, at.timestamp - (at.timestamp % DAY)),
      ),
    );
  // From the draws themselves: a lock that was drawn in part is not closed.
  const [drawn] = await db
    .select({
      drawn30dCount: sql`count(distinct ${events.paymentId})`.mapWith(Number),
      drawn30dWei: sumOf(amountArg(events.args, 'amount')),
    })
    .from(events)
    .where(
      and(
        happened(events),
        eq(events.account, merchant),
        eq(events.name, 'LockDrawn'),
        gte(events.timestamp, at.timestamp - 30 * DAY),
      ),
    );
  return {
    ...(released ?? { releasedTodayCount: 0, releasedTodayCents: 0n }),
    ...(drawn ?? { drawn30dCount: 0, drawn30dWei: 0n }),
  };
}
