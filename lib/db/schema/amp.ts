import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable } from 'drizzle-orm/pg-core';
import { hex, uint, whole } from '../columns';
import { managerKind, version, versionIndexes } from './versions';

/** Slices of all partitions but the default one. */
export const balances = pgTable(
  'balances',
  {
    partition: hex('partition').notNull(),
    account: hex('account').notNull(),
    amount: uint('amount').notNull(),
    ...version(),
  },
  (t) => [
    // Accounts first: pages ask by them, and they differ in their first digits, which sorts quickly.
    ...versionIndexes('balances', t, [t.account, t.partition]),
  ],
);

/** What each account holds in the default partition, of which no versions are kept: see `spendable.ts`. */
export const spendable = pgTable(
  'spendable',
  {
    account: hex('account').primaryKey(),
    amount: uint('amount').notNull(),
    /** the first block that moved any of it */
    sinceBlock: whole('since_block').notNull(),
  },
  (t) => [index('spendable_since').on(t.sinceBlock)],
);

export const operators = pgTable(
  'operators',
  {
    holder: hex('holder').notNull(),
    operator: hex('operator').notNull(),
    authorized: boolean('authorized').notNull(),
    ...version(),
  },
  (t) => versionIndexes('operators', t, [t.holder, t.operator]),
);

export const partitionOperators = pgTable(
  'partition_operators',
  {
    partition: hex('partition').notNull(),
    holder: hex('holder').notNull(),
    operator: hex('operator').notNull(),
    authorized: boolean('authorized').notNull(),
    ...version(),
  },
  (t) => [
    ...versionIndexes('partition_operators', t, [t.partition, t.holder, t.operator]),
    index('partition_operators_holder').on(t.holder).where(sql`to_block is null`),
  ],
);

export const collateralManagers = pgTable(
  'collateral_managers',
  {
    address: hex('address').notNull(),
    registeredBlock: whole('registered_block').notNull(),
    registeredTimestamp: whole('registered_timestamp').notNull(),
    registeredLogIndex: integer('registered_log_index').notNull(),
    registeredTx: hex('registered_tx').notNull(),
    ...version(),
  },
  (t) => versionIndexes('collateral_managers', t, [t.address]),
);

export const partitionStrategies = pgTable(
  'partition_strategies',
  {
    prefix: hex('prefix').notNull(),
    name: hex('name').notNull(),
    implementation: hex('implementation').notNull(),
    setBlock: whole('set_block').notNull(),
    setTimestamp: whole('set_timestamp').notNull(),
    setLogIndex: integer('set_log_index').notNull(),
    setTx: hex('set_tx').notNull(),
    ...version(),
  },
  (t) => versionIndexes('partition_strategies', t, [t.prefix]),
);

export const registrations = pgTable(
  'registrations',
  {
    account: hex('account').notNull(),
    manager: hex('manager').notNull(),
    senderHook: hex('sender_hook'),
    recipientHook: hex('recipient_hook'),
    ...version(),
  },
  (t) => versionIndexes('registrations', t, [t.account]),
);

export const roleMembers = pgTable(
  'role_members',
  {
    kind: managerKind(),
    role: hex('role').notNull(),
    account: hex('account').notNull(),
    granted: boolean('granted').notNull(),
    changedBlock: whole('changed_block').notNull(),
    changedTimestamp: whole('changed_timestamp').notNull(),
    changedLogIndex: integer('changed_log_index').notNull(),
    changedTx: hex('changed_tx').notNull(),
    ...version(),
  },
  (t) => versionIndexes('role_members', t, [t.kind, t.role, t.account]),
);
