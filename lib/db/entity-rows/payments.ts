import type { EventAt } from '@/lib/domain/events';
import { managerKindOf } from '@/lib/domain/partition';
import { deferredPayouts, locks, merchants, merchantTallies } from '../schema';
import { mapping, type Row } from './mapping';

export const lockRows = mapping('lock', {
  table: locks,
  key: ['paymentId', 'kind'],
  toRow: (lock) => ({
    paymentId: lock.paymentId,
    kind: managerKindOf(lock.pool),
    pool: lock.pool,
    merchant: lock.merchant,
    amount: lock.amount,
    remaining: lock.remaining,
    drawn: lock.drawn,
    deferred: lock.deferred,
    settleBy: lock.settleBy,
    expiresAt: lock.expiresAt,
    endEpoch: lock.endEpoch,
    claimDelay: lock.claimDelay,
    claimMaturesAt: lock.claimMaturesAt,
    status: lock.status,
    refHash: lock.refHash,
    asset: lock.quote.asset,
    assetAmount: lock.quote.assetAmount,
    fiatAmount: lock.quote.fiatAmount,
    currency: lock.quote.currency,
    ampPrice: lock.quote.ampPrice,
    lockedBlock: lock.lockedAt.block,
    lockedTimestamp: lock.lockedAt.timestamp,
    lockedLogIndex: lock.lockedAt.logIndex,
    lockedTx: lock.lockedAt.tx,
    closedBlock: lock.closedAt?.block ?? null,
    closedTimestamp: lock.closedAt?.timestamp ?? null,
    closedLogIndex: lock.closedAt?.logIndex ?? null,
    closedTx: lock.closedAt?.tx ?? null,
  }),
  fromRow: (row) => ({
    paymentId: row.paymentId,
    pool: row.pool,
    merchant: row.merchant,
    amount: row.amount,
    remaining: row.remaining,
    drawn: row.drawn,
    deferred: row.deferred,
    settleBy: row.settleBy,
    expiresAt: row.expiresAt,
    endEpoch: row.endEpoch,
    claimDelay: row.claimDelay,
    claimMaturesAt: row.claimMaturesAt,
    status: row.status,
    refHash: row.refHash,
    quote: {
      asset: row.asset,
      assetAmount: row.assetAmount,
      fiatAmount: row.fiatAmount,
      currency: row.currency,
      ampPrice: row.ampPrice,
    },
    lockedAt: {
      block: row.lockedBlock,
      timestamp: row.lockedTimestamp,
      logIndex: row.lockedLogIndex,
      tx: row.lockedTx,
    },
    closedAt: closing(row),
  }),
});

/** All four columns are set by the event that closes the lock, or none. */
const closing = (row: Row<typeof locks>): EventAt | null =>
  row.closedBlock === null ||
  row.closedTimestamp === null ||
  row.closedLogIndex === null ||
  row.closedTx === null
    ? null
    : {
        block: row.closedBlock,
        timestamp: row.closedTimestamp,
        logIndex: row.closedLogIndex,
        tx: row.closedTx,
      };

export const deferredRows = mapping('deferred', {
  table: deferredPayouts,
  key: ['pool', 'account'],
  toRow: (deferred) => deferred,
  fromRow: ({ pool, account, owed }) => ({ pool, account, owed }),
});

export const merchantRows = mapping('merchant', {
  table: merchants,
  key: ['kind', 'address'],
  toRow: (merchant) => merchant,
  fromRow: ({ kind, address, registered, since }) => ({ kind, address, registered, since }),
});

export const tallyRows = mapping('tally', {
  table: merchantTallies,
  key: ['merchant'],
  toRow: (tally) => tally,
  fromRow: (row) => ({
    merchant: row.merchant,
    lockedCount: row.lockedCount,
    releasedCount: row.releasedCount,
    releasedCents: row.releasedCents,
    drawnCount: row.drawnCount,
    drawnWei: row.drawnWei,
  }),
});
