import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  jsonb,
  type PgColumn,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { AuditFacts } from '@/lib/domain/api';
import { managerKinds } from '@/lib/domain/partition';
import { hex, uint, whole } from './columns';

/**
 * What the follower keeps. `blocks`, `events` and `transfers` are facts. Every other table holds one entity kind of
 * `lib/domain/entities.ts`, one row a version: true from block `from_block` on, until before `to_block`, or
 * until now where `to_block` is null. A version is never changed but for `to_block`, so any block can be read
 * (`as-of.ts`) and a reorg is undone by deleting what came after (`rollback.ts`).
 */

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

/** Columns of a version, for every entity table. */
const version = () => ({
  fromBlock: whole('from_block').notNull(),
  toBlock: whole('to_block'),
});

type Versioned = { fromBlock: PgColumn; toBlock: PgColumn };

/**
 * The key with the block it starts at is unique; so is the key among current versions. The third serves the rollback,
 * which looks for what began after a block.
 */
const versionIndexes = (name: string, t: Versioned, keys: [PgColumn, ...PgColumn[]]) => [
  primaryKey({ columns: [...keys, t.fromBlock] }),
  uniqueIndex(`${name}_current`)
    .on(...keys)
    .where(sql`to_block is null`),
  index(`${name}_from_block`).on(t.fromBlock),
];

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

/** Which of the two managers something belongs to. */
const managerKind = () => text('kind', { enum: managerKinds }).notNull();

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

/**
 * What the audit found wrong, with its evidence, also after it was repaired. `subject` is an entity (`lock/…`), a rule
 * of the protocol (`rule/…`) or a block (`block/…`); at most one alarm of each is open.
 */
export const auditAlarms = pgTable(
  'audit_alarms',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    subject: text('subject').notNull(),
    block: whole('block').notNull(),
    blockHash: hex('block_hash').notNull(),
    expected: jsonb('expected').$type<AuditFacts>().notNull(),
    found: jsonb('found').$type<AuditFacts>().notNull(),
    /** seconds of real time */
    raisedAt: whole('raised_at').notNull(),
    /** the block that the database was rolled back to, to read again from there; null when it was not */
    rolledBackTo: whole('rolled_back_to'),
    /** the block at which the same was found right, and when; null while the alarm is open */
    resolvedBlock: whole('resolved_block'),
    resolvedAt: whole('resolved_at'),
  },
  (t) => [uniqueIndex('audit_alarms_open').on(t.subject).where(sql`resolved_at is null`)],
);

/** How far the audit has got: one row. A rollback takes both numbers back with it. */
export const auditProgress = pgTable('audit_progress', {
  id: integer('id').primaryKey().default(1),
  /** all blocks up to here were proved to hold what is stored of them */
  provedTo: whole('proved_to').notNull(),
  /** the newest block at which everything that was looked at was right; null when there is none */
  soundAt: whole('sound_at'),
});
