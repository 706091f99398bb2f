import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { hex, uint, whole } from '../columns';
import { version, versionIndexes } from './versions';

export const walletPools = pgTable(
  'wallet_pools',
  {
    id: hex('id').notNull(),
    tag: text('tag').notNull(),
    maxLockDuration: whole('max_lock_duration').notNull(),
    claimDelay: whole('claim_delay').notNull(),
    merchantDelay: whole('merchant_delay').notNull(),
    drawWindow: whole('draw_window').notNull(),
    drawLimit: uint('draw_limit').notNull(),
    stakesPaused: boolean('stakes_paused').notNull(),
    locksPaused: boolean('locks_paused').notNull(),
    drawsPaused: boolean('draws_paused').notNull(),
    holders: integer('holders').notNull(),
    maxExposure: uint('max_exposure').notNull(),
    deferred: uint('deferred').notNull(),
    operatorDrawsWindow: whole('operator_draws_window').notNull(),
    operatorDrawsWei: uint('operator_draws_wei').notNull(),
    lastDrawAt: whole('last_draw_at'),
    guaranteedCount: integer('guaranteed_count').notNull(),
    guaranteedWei: uint('guaranteed_wei').notNull(),
    drawnWei: uint('drawn_wei').notNull(),
    createdBlock: whole('created_block').notNull(),
    createdTimestamp: whole('created_timestamp').notNull(),
    createdLogIndex: integer('created_log_index').notNull(),
    createdTx: hex('created_tx').notNull(),
    ...version(),
  },
  (t) => versionIndexes('wallet_pools', t, [t.id]),
);

export const walletEpochs = pgTable(
  'wallet_epochs',
  {
    pool: hex('pool').notNull(),
    epoch: whole('epoch').notNull(),
    lockEnd: uint('lock_end').notNull(),
    ...version(),
  },
  (t) => versionIndexes('wallet_epochs', t, [t.pool, t.epoch]),
);

export const holders = pgTable(
  'holders',
  {
    pool: hex('pool').notNull(),
    account: hex('account').notNull(),
    enrolled: boolean('enrolled').notNull(),
    maxExposure: uint('max_exposure').notNull(),
    locked: uint('locked').notNull(),
    sinceBlock: whole('since_block').notNull(),
    sinceTimestamp: whole('since_timestamp').notNull(),
    sinceLogIndex: integer('since_log_index').notNull(),
    sinceTx: hex('since_tx').notNull(),
    ...version(),
  },
  (t) => [
    ...versionIndexes('holders', t, [t.pool, t.account]),
    index('holders_account').on(t.account).where(sql`to_block is null`),
  ],
);

export const holderEpochs = pgTable(
  'holder_epochs',
  {
    pool: hex('pool').notNull(),
    account: hex('account').notNull(),
    epoch: whole('epoch').notNull(),
    lockEnd: uint('lock_end').notNull(),
    rolled: boolean('rolled').notNull(),
    ...version(),
  },
  (t) => [
    ...versionIndexes('holder_epochs', t, [t.pool, t.account, t.epoch]),
    index('holder_epochs_open').on(t.account, t.pool, t.epoch).where(sql`to_block is null and not rolled`),
  ],
);

export const slices = pgTable(
  'slices',
  {
    paymentId: hex('payment_id').notNull(),
    index: integer('index').notNull(),
    pool: hex('pool').notNull(),
    holder: hex('holder').notNull(),
    amount: uint('amount').notNull(),
    remaining: uint('remaining').notNull(),
    drawn: uint('drawn').notNull(),
    expiresAt: whole('expires_at').notNull(),
    ...version(),
  },
  (t) => [
    ...versionIndexes('slices', t, [t.paymentId, t.index]),
    index('slices_live').on(t.holder, t.expiresAt).where(sql`to_block is null and remaining > 0`),
  ],
);
