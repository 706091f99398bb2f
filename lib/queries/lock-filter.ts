import { and, eq, gt, gte, inArray, lte, type SQL } from 'drizzle-orm';
import { locks } from '@/lib/db/schema';
import type { LocksQuery } from '@/lib/domain/api';
import { asciiToHex } from '@/lib/domain/text';
import type { View } from './view';

/** What the ledger can be asked for; an absent filter lets everything through. */
export type LocksFilter = Partial<Omit<LocksQuery, 'cursor' | 'limit'>>;

/**
 * The locks whose status is `status` at `timestamp`. Says in SQL what `lockStatus` says of one lock; a test holds
 * the two together.
 */
export function hasStatus(status: NonNullable<LocksFilter['status']>, timestamp: number): SQL | undefined {
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

/** The locks at the view's block that pass every filter given. Tickers are compared in capitals. */
export const passing = ({ holding, at }: View, filter: LocksFilter): SQL | undefined =>
  and(
    holding(locks),
    filter.pool && eq(locks.pool, filter.pool),
    filter.merchant && eq(locks.merchant, filter.merchant),
    filter.status && hasStatus(filter.status, at.timestamp),
    filter.asset === undefined ? undefined : eq(locks.asset, asciiToHex(filter.asset.toUpperCase(), 8)),
    filter.min === undefined ? undefined : gte(locks.amount, filter.min),
  );
