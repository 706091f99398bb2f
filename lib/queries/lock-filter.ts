import { and, eq, gt, gte, inArray, lte, type SQL } from 'drizzle-orm';
import { locks } from '@/lib/db/schema';
import type { LocksQuery } from '@/lib/domain/api';
import { asciiToHex } from '@/lib/domain/text';

/** What the ledger can be asked for; an absent filter lets everything through. */
export type LocksFilter = Partial<Omit<LocksQuery, 'cursor' | 'limit'>>;
type Status = NonNullable<LocksFilter['status']>;

/** What a lock can be until it ends or expires: at any time, few of all that ever were are one of these. */
export type RunningStatus = Extract<Status, 'live' | 'open' | 'overdue' | 'claimed'>;

export const isRunning = (status: Status | undefined): status is RunningStatus =>
  status === 'live' || status === 'open' || status === 'overdue' || status === 'claimed';

/**
 * The locks whose status is `status` at `timestamp`. Says in SQL what `lockStatus` says of one lock; a test holds
 * the two together.
 */
export function hasStatus(status: Status, timestamp: number): SQL | undefined {
  const running = gt(locks.expiresAt, timestamp);
  switch (status) {
    case 'live':
      return and(inArray(locks.status, ['open', 'claimed']), running);
    case 'open':
      return and(eq(locks.status, 'open'), running, gt(locks.settleBy, timestamp));
    case 'overdue':
      return and(eq(locks.status, 'open'), running, lte(locks.settleBy, timestamp));
    case 'claimed':
      return and(eq(locks.status, 'claimed'), running);
    case 'released':
    case 'drawn':
      return eq(locks.status, status);
    case 'expired':
      return and(inArray(locks.status, ['open', 'claimed']), lte(locks.expiresAt, timestamp));
  }
}

/** What narrows the ledger by what an index knows. */
export const byParties = ({ pool, merchant }: LocksFilter): SQL | undefined =>
  and(pool && eq(locks.pool, pool), merchant && eq(locks.merchant, merchant));

/** What a lock itself must be looked at for. Tickers are compared in capitals. */
export const byLook = ({ kind, status, asset, min }: LocksFilter, timestamp: number): SQL | undefined =>
  and(
    kind && eq(locks.kind, kind),
    status && hasStatus(status, timestamp),
    asset === undefined ? undefined : eq(locks.asset, asciiToHex(asset.toUpperCase(), 8)),
    min === undefined ? undefined : gte(locks.amount, min),
  );
