import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { hex, uint, whole } from '../columns';

/** The deployment this database was filled from: one row. */
export const source = pgTable('source', {
  id: integer('id').primaryKey().default(1),
  chainId: whole('chain_id').notNull(),
  collateralPool: hex('collateral_pool').notNull(),
  walletCollateral: hex('wallet_collateral').notNull(),
  amp: hex('amp').notNull(),
  startBlock: whole('start_block').notNull(),
});

/** What the instance that follows the chain says of itself, for the others: one row. */
export const leader = pgTable('leader', {
  id: integer('id').primaryKey().default(1),
  /** another one each time */
  beat: text('beat').notNull(),
  said: jsonb('said').notNull(),
});

/** What is taken down while an empty database is filled, as the statements that build it again: see `bare.ts`. */
export const deferredIndexes = pgTable('deferred_indexes', {
  position: integer('position').primaryKey(),
  definition: text('definition').notNull(),
});

export const blocks = pgTable(
  'blocks',
  {
    number: whole('number').primaryKey(),
    hash: hex('hash').notNull(),
    parentHash: hex('parent_hash').notNull(),
    timestamp: whole('timestamp').notNull(),
  },
  (t) => [uniqueIndex('blocks_hash').on(t.hash), index('blocks_timestamp').on(t.timestamp)],
);

/**
 * Each event of ours as it was emitted, transfers apart: `args` is its JSON form. The other columns are to find it by: `pool` is the
 * pool's own id whatever the generation, `account` whom it is about (staker, holder, merchant, sender), `counterparty` the
 * other address in it (recipient, who released).
 */
export const events = pgTable(
  'events',
  {
    block: whole('block').notNull(),
    logIndex: integer('log_index').notNull(),
    timestamp: whole('timestamp').notNull(),
    tx: hex('tx').notNull(),
    name: text('name').notNull(),
    pool: hex('pool'),
    account: hex('account'),
    counterparty: hex('counterparty'),
    paymentId: hex('payment_id'),
    args: jsonb('args').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.block, t.logIndex] }),
    index('events_name').on(t.name, t.block, t.logIndex),
    index('events_pool').on(t.pool, t.name, t.block, t.logIndex).where(sql`pool is not null`),
    index('events_account').on(t.account, t.name, t.block, t.logIndex).where(sql`account is not null`),
    index('events_payment').on(t.paymentId, t.block, t.logIndex).where(sql`payment_id is not null`),
  ],
);

/**
 * Amp's `TransferByPartition`, by far the most frequent event: a fact like the others, in columns of its own, since
 * JSON and the indexes of `events` would cost each of them several times as much.
 */
export const transfers = pgTable(
  'transfers',
  {
    block: whole('block').notNull(),
    logIndex: integer('log_index').notNull(),
    timestamp: whole('timestamp').notNull(),
    tx: hex('tx').notNull(),
    operator: hex('operator').notNull(),
    fromPartition: hex('from_partition').notNull(),
    toPartition: hex('to_partition').notNull(),
    from: hex('from_account').notNull(),
    to: hex('to_account').notNull(),
    value: uint('value').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.block, t.logIndex] }),
    index('transfers_from').on(t.from, t.block, t.logIndex),
    index('transfers_to').on(t.to, t.block, t.logIndex),
  ],
);
