import { sql } from 'drizzle-orm';
import { index, integer, pgTable } from 'drizzle-orm/pg-core';
import { hex, uint, whole } from '../columns';
import { version, versionIndexes } from './versions';

export const positions = pgTable(
  'positions',
  {
    pool: hex('pool').notNull(),
    generation: whole('generation').notNull(),
    account: hex('account').notNull(),
    shares: uint('shares').notNull(),
    staked: uint('staked').notNull(),
    exited: uint('exited').notNull(),
    feesClaimed: uint('fees_claimed').notNull(),
    topUpsClaimed: uint('top_ups_claimed').notNull(),
    sinceBlock: whole('since_block').notNull(),
    sinceTimestamp: whole('since_timestamp').notNull(),
    sinceLogIndex: integer('since_log_index').notNull(),
    sinceTx: hex('since_tx').notNull(),
    ...version(),
  },
  (t) => [
    ...versionIndexes('positions', t, [t.pool, t.generation, t.account]),
    index('positions_account').on(t.account).where(sql`to_block is null`),
  ],
);

export const stakerCounts = pgTable(
  'staker_counts',
  {
    pool: hex('pool').notNull(),
    generation: whole('generation').notNull(),
    stakers: integer('stakers').notNull(),
    ...version(),
  },
  (t) => versionIndexes('staker_counts', t, [t.pool, t.generation]),
);

export const tickets = pgTable(
  'tickets',
  {
    pool: hex('pool').notNull(),
    generation: whole('generation').notNull(),
    account: hex('account').notNull(),
    exitEpoch: whole('exit_epoch').notNull(),
    shares: uint('shares').notNull(),
    claimed: uint('claimed').notNull(),
    requestedBlock: whole('requested_block').notNull(),
    requestedTimestamp: whole('requested_timestamp').notNull(),
    requestedLogIndex: integer('requested_log_index').notNull(),
    requestedTx: hex('requested_tx').notNull(),
    ...version(),
  },
  (t) => [
    ...versionIndexes('tickets', t, [t.pool, t.generation, t.account, t.exitEpoch]),
    index('tickets_account').on(t.account).where(sql`to_block is null`),
  ],
);
