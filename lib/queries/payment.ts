import { and, asc, eq, gte, inArray, or } from 'drizzle-orm';
import { eventFromRow, lockRows, merchantRows, sliceRows } from '@/lib/db';
import { events, locks, merchants, slices } from '@/lib/db/schema';
import type { PaymentAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { toLockRow } from '@/lib/domain/lock-row';
import { tagOf } from '@/lib/domain/partition';
import { paymentSteps } from '@/lib/domain/payment-steps';
import type { Finish, View } from './view';

/** One payment with its story, oldest step first; null when nothing was ever locked under this id. */
export async function readPayment(view: View, id: Hex): Promise<Finish<PaymentAnswer> | null> {
  const { db, at, holding, happened } = view;
  // Both managers may have locked under one id: the story told is that of the first.
  const [row, otherRow] = await db
    .select()
    .from(locks)
    .where(holding(locks, eq(locks.paymentId, id)))
    .orderBy(asc(locks.lockedBlock), asc(locks.lockedLogIndex));
  if (!row) return null;
  const lock = lockRows.fromRow(row);
  const collected = and(
    inArray(events.name, ['DeferredPaid', 'WalletDeferredPaid']),
    eq(events.pool, lock.pool),
    eq(events.account, lock.merchant),
    gte(events.block, lock.lockedAt.block),
  );
  const [story, backing, [merchant]] = await Promise.all([
    db
      .select()
      .from(events)
      .where(
        and(
          happened(events),
          lock.deferred > 0n ? or(eq(events.paymentId, id), collected) : eq(events.paymentId, id),
        ),
      )
      .orderBy(asc(events.block), asc(events.logIndex)),
    db
      .select()
      .from(slices)
      .where(holding(slices, eq(slices.paymentId, id)))
      .orderBy(asc(slices.index)),
    db
      .select()
      .from(merchants)
      .where(holding(merchants, and(eq(merchants.address, lock.merchant), eq(merchants.kind, row.kind)))),
  ]);

  return async (chain) => {
    return {
      at,
      price: await chain.price(),
      lock: toLockRow(lock, at.timestamp),
      slices: backing.map(sliceRows.fromRow),
      other: otherRow ? toLockRow(lockRows.fromRow(otherRow), at.timestamp) : null,
      steps: paymentSteps(lock, story.map(eventFromRow)),
      lockedFinality: view.follower.finalityOf(lock.lockedAt.block),
      poolTag: tagOf(lock.pool),
      merchant: merchant ? merchantRows.fromRow(merchant) : null,
    };
  };
}
