import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { hex, uint, whole } from '../columns';
import { managerKind, version, versionIndexes } from './versions';

export const locks = pgTable(
  'locks',
  {
    paymentId: hex('payment_id').notNull(),
    kind: managerKind(),
    pool: hex('pool').notNull(),
    merchant: hex('merchant').notNull(),
    amount: uint('amount').notNull(),
    remaining: uint('remaining').notNull(),
    drawn: uint('drawn').notNull(),
    deferred: uint('deferred').notNull(),
    settleBy: whole('settle_by').notNull(),
    expiresAt: whole('expires_at').notNull(),
    endEpoch: whole('end_epoch').notNull(),
    claimDelay: whole('claim_delay').notNull(),
    claimMaturesAt: whole('claim_matures_at'),
    status: text('status', { enum: ['open', 'claimed', 'released', 'drawn'] }).notNull(),
    refHash: hex('ref_hash').notNull(),
    asset: hex('asset').notNull(),
    assetAmount: uint('asset_amount').notNull(),
    fiatAmount: uint('fiat_amount').notNull(),
    currency: hex('currency').notNull(),
    ampPrice: uint('amp_price').notNull(),
    lockedBlock: whole('locked_block').notNull(),
    lockedTimestamp: whole('locked_timestamp').notNull(),
    lockedLogIndex: integer('locked_log_index').notNull(),
    lockedTx: hex('locked_tx').notNull(),
    closedBlock: whole('closed_block'),
    closedTimestamp: whole('closed_timestamp'),
    closedLogIndex: integer('closed_log_index'),
    closedTx: hex('closed_tx'),
    ...version(),
  },
  (t) => [
    ...versionIndexes('locks', t, [t.paymentId, t.kind]),
    // The ledger, newest first, at any block: whole, and by each filter that narrows it well.
    index('locks_newest').on(t.lockedBlock, t.lockedLogIndex),
    index('locks_pool').on(t.pool, t.lockedBlock, t.lockedLogIndex),
    index('locks_merchant').on(t.merchant, t.lockedBlock, t.lockedLogIndex),
    // Of a small merchant in a large pool neither of those finds few enough.
    index('locks_pool_merchant').on(t.pool, t.merchant, t.lockedBlock, t.lockedLogIndex),
    // What ran at a past block is counted and summed up without a look at the table.
    index('locks_running')
      .on(t.lockedBlock, t.expiresAt, t.fromBlock, t.toBlock, t.pool, t.merchant, t.remaining)
      .where(sql`status in ('open', 'claimed')`),
    // Few locks end so, and people look for them.
    index('locks_drawn').on(t.lockedBlock, t.lockedLogIndex, t.pool).where(sql`status = 'drawn'`),
    index('locks_drawn_merchant')
      .on(t.merchant, t.lockedBlock, t.lockedLogIndex)
      .where(sql`status = 'drawn'`),
    index('locks_live').on(t.expiresAt).where(sql`to_block is null and status in ('open', 'claimed')`),
  ],
);

export const deferredPayouts = pgTable(
  'deferred_payouts',
  {
    pool: hex('pool').notNull(),
    account: hex('account').notNull(),
    owed: uint('owed').notNull(),
    ...version(),
  },
  (t) => [
    ...versionIndexes('deferred_payouts', t, [t.pool, t.account]),
    index('deferred_payouts_account').on(t.account).where(sql`to_block is null`),
  ],
);

export const merchants = pgTable(
  'merchants',
  {
    kind: managerKind(),
    address: hex('address').notNull(),
    registered: boolean('registered').notNull(),
    since: whole('since').notNull(),
    ...version(),
  },
  (t) => [
    ...versionIndexes('merchants', t, [t.kind, t.address]),
    index('merchants_address').on(t.address).where(sql`to_block is null`),
  ],
);

export const merchantTallies = pgTable(
  'merchant_tallies',
  {
    merchant: hex('merchant').notNull(),
    lockedCount: integer('locked_count').notNull(),
    releasedCount: integer('released_count').notNull(),
    releasedCents: uint('released_cents').notNull(),
    drawnCount: integer('drawn_count').notNull(),
    drawnWei: uint('drawn_wei').notNull(),
    ...version(),
  },
  (t) => versionIndexes('merchant_tallies', t, [t.merchant]),
);
