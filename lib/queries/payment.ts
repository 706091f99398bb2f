import { and, asc, eq } from 'drizzle-orm';
import { current, eventFromRow, lockRows, merchantRows } from '@/lib/db';
import { events, locks, merchants, pools } from '@/lib/db/schema';
import type { PaymentAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { ChainEvent } from '@/lib/domain/events';
import { toLockRow } from './locks';
import type { Finish, View } from './view';

/** One payment with its story, oldest step first; null when nothing was ever locked under this id. */
export async function readPayment(view: View, id: Hex): Promise<Finish<PaymentAnswer> | null> {
  const { db, at } = view;
  const [row] = await db
    .select()
    .from(locks)
    .where(and(current(locks), eq(locks.paymentId, id)));
  if (!row) return null;
  const lock = lockRows.fromRow(row);
  const story = await db
    .select()
    .from(events)
    .where(eq(events.paymentId, id))
    .orderBy(asc(events.block), asc(events.logIndex));
  const [pool] = await db
    .select({ tag: pools.tag })
    .from(pools)
    .where(and(current(pools), eq(pools.id, lock.pool)));
  const [merchant] = await db
    .select()
    .from(merchants)
    .where(and(current(merchants), eq(merchants.address, lock.merchant)));

  return async (chain) => {
    return {
      at,
      price: await chain.price(),
      lock: toLockRow(lock, at.timestamp),
      steps: story.map(eventFromRow).flatMap(toStep),
      lockedFinality: view.follower.finalityOf(lock.lockedAt.block),
      poolTag: pool?.tag ?? '',
      merchant: merchant ? merchantRows.fromRow(merchant) : null,
    };
  };
}

/** Expiry is no step: it has no event, and follows from the clock. */
function toStep(event: ChainEvent): PaymentAnswer['steps'] {
  const { at } = event;
  switch (event.name) {
    case 'CollateralLocked':
      return [{ at, kind: 'locked', amount: event.args.amount, by: null }];
    case 'LockClaimed':
      return [{ at, kind: 'claimed', amount: null, by: event.args.merchant }];
    case 'LockReleased':
      return [{ at, kind: 'released', amount: event.args.amount, by: event.args.by }];
    case 'LockDrawn':
      return [{ at, kind: 'drawn', amount: event.args.amount, by: event.args.by }];
    default:
      return [];
  }
}
