import { and, asc, eq, gte, or } from 'drizzle-orm';
import { eventFromRow, lockRows, merchantRows } from '@/lib/db';
import { events, locks, merchants, pools } from '@/lib/db/schema';
import type { PaymentAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { paymentSteps } from '@/lib/domain/payment-steps';
import { toLockRow } from './locks';
import type { Finish, View } from './view';

/** One payment with its story, oldest step first; null when nothing was ever locked under this id. */
export async function readPayment(view: View, id: Hex): Promise<Finish<PaymentAnswer> | null> {
  const { db, at, holding, happened } = view;
  const [row] = await db
    .select()
    .from(locks)
    .where(holding(locks, eq(locks.paymentId, id)));
  if (!row) return null;
  const lock = lockRows.fromRow(row);
  const collected = and(
    eq(events.name, 'DeferredPaid'),
    eq(events.pool, lock.pool),
    eq(events.account, lock.merchant),
    gte(events.block, lock.lockedAt.block),
  );
  const story = await db
    .select()
    .from(events)
    .where(
      and(
        happened(events),
        lock.deferred > 0n ? or(eq(events.paymentId, id), collected) : eq(events.paymentId, id),
      ),
    )
    .orderBy(asc(events.block), asc(events.logIndex));
  const [pool] = await db
    .select({ tag: pools.tag })
    .from(pools)
    .where(holding(pools, eq(pools.id, lock.pool)));
  const [merchant] = await db
    .select()
    .from(merchants)
    .where(holding(merchants, eq(merchants.address, lock.merchant)));

  return async (chain) => {
    return {
      at,
      price: await chain.price(),
      lock: toLockRow(lock, at.timestamp),
      steps: paymentSteps(lock, story.map(eventFromRow)),
      lockedFinality: view.follower.finalityOf(lock.lockedAt.block),
      poolTag: pool?.tag ?? '',
      merchant: merchant ? merchantRows.fromRow(merchant) : null,
    };
  };
}
