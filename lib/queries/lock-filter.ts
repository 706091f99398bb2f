import { and, eq, gt, gte, inArray, lte, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
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

/** The table of locks, or a part of it under another name. */
type LockColumns = Record<'kind' | 'status' | 'expiresAt' | 'settleBy' | 'asset' | 'amount', PgColumn>;

/**
 * The locks whose status is `status` at `timestamp`. Says in SQL what `lockStatus` says of one lock; a test holds
 * the two together.
 */
export function hasStatus(status: Status, timestamp: number, of: LockColumns = locks): SQL | undefined {
  const running = gt(of.expiresAt, timestamp);
  switch (status) {
    case 'live':
      return and(inArray(of.status, ['open', 'claimed']), running);
    case 'open':
      return and(eq(of.status, 'open'), running, gt(of.settleBy, timestamp));
    case 'overdue':
      return and(eq(of.status, 'open'), running, lte(of.settleBy, timestamp));
    case 'claimed':
      return and(eq(of.status, 'claimed'), running);
    case 'released':
    case 'drawn':
      return eq(of.status, status);
    case 'expired':
      return and(inArray(of.status, ['open', 'claimed']), lte(of.expiresAt, timestamp));
  }
}

/** What narrows the ledger by what an index knows. */
export const byParties = ({ pool, merchant }: LocksFilter): SQL | undefined =>
  and(pool && eq(locks.pool, pool), merchant && eq(locks.merchant, merchant));

/** What a lock itself must be looked at for. Tickers are compared in capitals. */
export const byLook = (
  { kind, status, asset, min }: LocksFilter,
  timestamp: number,
  of: LockColumns = locks,
): SQL | undefined =>
  and(
    kind && eq(of.kind, kind),
    status && hasStatus(status, timestamp, of),
    asset === undefined ? undefined : eq(of.asset, asciiToHex(asset.toUpperCase(), 8)),
    min === undefined ? undefined : gte(of.amount, min),
  );
