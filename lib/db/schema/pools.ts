import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { hex, uint, whole } from '../columns';
import { version, versionIndexes } from './versions';

export const pools = pgTable(
  'pools',
  {
    id: hex('id').notNull(),
    tag: text('tag').notNull(),
    generation: whole('generation').notNull(),
    closed: boolean('closed').notNull(),
    maxUtilisationBps: integer('max_utilisation_bps').notNull(),
    cooldown: whole('cooldown').notNull(),
    maxLockDuration: whole('max_lock_duration').notNull(),
    claimDelay: whole('claim_delay').notNull(),
    merchantDelay: whole('merchant_delay').notNull(),
    rewardEpochs: whole('reward_epochs').notNull(),
    drawWindow: whole('draw_window').notNull(),
    drawLimit: uint('draw_limit').notNull(),
    minStake: uint('min_stake').notNull(),
    stakesPaused: boolean('stakes_paused').notNull(),
    locksPaused: boolean('locks_paused').notNull(),
    drawsPaused: boolean('draws_paused').notNull(),
    assets: uint('assets').notNull(),
    shares: uint('shares').notNull(),
    pendingShares: uint('pending_shares').notNull(),
    locked: uint('locked').notNull(),
    exitReserve: uint('exit_reserve').notNull(),
    unallocated: uint('unallocated').notNull(),
    rewardReserve: uint('reward_reserve').notNull(),
    feesLeft: uint('fees_left').notNull(),
    topUpsLeft: uint('top_ups_left').notNull(),
    rewardSecondsLeft: whole('reward_seconds_left').notNull(),
    rewardsAccruedAt: whole('rewards_accrued_at').notNull(),
    deferred: uint('deferred').notNull(),
    operatorDrawsWindow: whole('operator_draws_window').notNull(),
    operatorDrawsWei: uint('operator_draws_wei').notNull(),
    guaranteedCount: whole('guaranteed_count').notNull(),
    guaranteedWei: uint('guaranteed_wei').notNull(),
    drawnWei: uint('drawn_wei').notNull(),
    rolledEpoch: whole('rolled_epoch').notNull(),
    latestLockEnd: whole('latest_lock_end').notNull(),
    lastDrawAt: whole('last_draw_at'),
    createdBlock: whole('created_block').notNull(),
    createdTimestamp: whole('created_timestamp').notNull(),
    createdLogIndex: integer('created_log_index').notNull(),
    createdTx: hex('created_tx').notNull(),
    ...version(),
  },
  (t) => versionIndexes('pools', t, [t.id]),
);

export const epochs = pgTable(
  'epochs',
  {
    pool: hex('pool').notNull(),
    generation: whole('generation').notNull(),
    epoch: whole('epoch').notNull(),
    lockEnd: uint('lock_end').notNull(),
    sharesLeft: uint('shares_left').notNull(),
    assetsLeft: uint('assets_left').notNull(),
    rolled: boolean('rolled').notNull(),
    ...version(),
  },
  (t) => [
    ...versionIndexes('epochs', t, [t.pool, t.generation, t.epoch]),
    index('epochs_open').on(t.pool, t.generation, t.epoch).where(sql`to_block is null and not rolled`),
  ],
);

export const poolHours = pgTable(
  'pool_hours',
  {
    pool: hex('pool').notNull(),
    hour: whole('hour').notNull(),
    guaranteedCount: integer('guaranteed_count').notNull(),
    guaranteedWei: uint('guaranteed_wei').notNull(),
    guaranteedCents: uint('guaranteed_cents').notNull(),
    releasedCount: integer('released_count').notNull(),
    drawnCount: integer('drawn_count').notNull(),
    drawnWei: uint('drawn_wei').notNull(),
    ...version(),
  },
  (t) => versionIndexes('pool_hours', t, [t.pool, t.hour]),
);
