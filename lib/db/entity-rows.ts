import type { EntityKind, EntityOf } from '@/lib/domain/entities';
import type { EventAt } from '@/lib/domain/events';
import { managerKindOf } from '@/lib/domain/partition';
import {
  balances,
  collateralManagers,
  deferredPayouts,
  epochs,
  holderEpochs,
  holders,
  locks,
  merchants,
  merchantTallies,
  operators,
  partitionOperators,
  partitionStrategies,
  poolHours,
  pools,
  positions,
  registrations,
  roleMembers,
  slices,
  stakerCounts,
  tickets,
  walletEpochs,
  walletPools,
} from './schema';

/**
 * How an entity lies in its table: `toRow` flattens it, `fromRow` builds it again, `key` names the columns of its
 * key in the order of `entityKey`, so that a key split at its colons gives their values.
 */
type Row<Table extends { $inferSelect: unknown }> = Omit<Table['$inferSelect'], 'fromBlock' | 'toBlock'>;

type Mapping<Kind extends EntityKind, Table extends { $inferSelect: unknown }> = {
  table: Table;
  key: readonly (keyof Row<Table> & string)[];
  toRow: (value: EntityOf[Kind]) => Row<Table>;
  fromRow: (row: Row<Table>) => EntityOf[Kind];
};

const mapping = <Kind extends EntityKind, Table extends { $inferSelect: unknown }>(
  _kind: Kind,
  spec: Mapping<Kind, Table>,
): Mapping<Kind, Table> => spec;

export const poolRows = mapping('pool', {
  table: pools,
  key: ['id'],
  // Field by field, here and for locks: to spread what is left of so wide a value costs several times as much.
  toRow: (pool) => ({
    id: pool.id,
    tag: pool.tag,
    generation: pool.generation,
    closed: pool.closed,
    maxUtilisationBps: pool.params.maxUtilisationBps,
    cooldown: pool.params.cooldown,
    maxLockDuration: pool.params.maxLockDuration,
    claimDelay: pool.params.claimDelay,
    merchantDelay: pool.params.merchantDelay,
    rewardEpochs: pool.params.rewardEpochs,
    drawWindow: pool.params.drawWindow,
    drawLimit: pool.params.drawLimit,
    minStake: pool.params.minStake,
    stakesPaused: pool.pauses.stakes,
    locksPaused: pool.pauses.locks,
    drawsPaused: pool.pauses.draws,
    assets: pool.assets,
    shares: pool.shares,
    pendingShares: pool.pendingShares,
    locked: pool.locked,
    exitReserve: pool.exitReserve,
    unallocated: pool.unallocated,
    rewardReserve: pool.rewardReserve,
    feesLeft: pool.rewards.feesLeft,
    topUpsLeft: pool.rewards.topUpsLeft,
    rewardSecondsLeft: pool.rewards.secondsLeft,
    rewardsAccruedAt: pool.rewards.accruedAt,
    deferred: pool.deferred,
    operatorDrawsWindow: pool.operatorDraws.window,
    operatorDrawsWei: pool.operatorDraws.wei,
    guaranteedCount: pool.guaranteedCount,
    guaranteedWei: pool.guaranteedWei,
    drawnWei: pool.drawnWei,
    rolledEpoch: pool.rolledEpoch,
    latestLockEnd: pool.latestLockEnd,
    lastDrawAt: pool.lastDrawAt,
    createdBlock: pool.createdAt.block,
    createdTimestamp: pool.createdAt.timestamp,
    createdLogIndex: pool.createdAt.logIndex,
    createdTx: pool.createdAt.tx,
  }),
  fromRow: (row) => ({
    id: row.id,
    tag: row.tag,
    generation: row.generation,
    closed: row.closed,
    params: {
      maxUtilisationBps: row.maxUtilisationBps,
      cooldown: row.cooldown,
      maxLockDuration: row.maxLockDuration,
      claimDelay: row.claimDelay,
      merchantDelay: row.merchantDelay,
      rewardEpochs: row.rewardEpochs,
      drawWindow: row.drawWindow,
      drawLimit: row.drawLimit,
      minStake: row.minStake,
    },
    pauses: { stakes: row.stakesPaused, locks: row.locksPaused, draws: row.drawsPaused },
    assets: row.assets,
    shares: row.shares,
    pendingShares: row.pendingShares,
    locked: row.locked,
    exitReserve: row.exitReserve,
    unallocated: row.unallocated,
    rewardReserve: row.rewardReserve,
    rewards: {
      feesLeft: row.feesLeft,
      topUpsLeft: row.topUpsLeft,
      secondsLeft: row.rewardSecondsLeft,
      accruedAt: row.rewardsAccruedAt,
    },
    deferred: row.deferred,
    operatorDraws: { window: row.operatorDrawsWindow, wei: row.operatorDrawsWei },
    guaranteedCount: row.guaranteedCount,
    guaranteedWei: row.guaranteedWei,
    drawnWei: row.drawnWei,
    rolledEpoch: row.rolledEpoch,
    latestLockEnd: row.latestLockEnd,
    lastDrawAt: row.lastDrawAt,
    createdAt: {
      block: row.createdBlock,
      timestamp: row.createdTimestamp,
      logIndex: row.createdLogIndex,
      tx: row.createdTx,
    },
  }),
});

export const epochRows = mapping('epoch', {
  table: epochs,
  key: ['pool', 'generation', 'epoch'],
  toRow: (epoch) => epoch,
  fromRow: ({ pool, generation, epoch, lockEnd, sharesLeft, assetsLeft, rolled }) => ({
    pool,
    generation,
    epoch,
    lockEnd,
    sharesLeft,
    assetsLeft,
    rolled,
  }),
});

export const hourRows = mapping('hour', {
  table: poolHours,
  key: ['pool', 'hour'],
  toRow: (hour) => hour,
  fromRow: (row) => ({
    pool: row.pool,
    hour: row.hour,
    guaranteedCount: row.guaranteedCount,
    guaranteedWei: row.guaranteedWei,
    guaranteedCents: row.guaranteedCents,
    releasedCount: row.releasedCount,
    drawnCount: row.drawnCount,
    drawnWei: row.drawnWei,
  }),
});

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

export const positionRows = mapping('position', {
  table: positions,
  key: ['pool', 'generation', 'account'],
  toRow: ({ since, ...position }) => ({
    ...position,
    sinceBlock: since.block,
    sinceTimestamp: since.timestamp,
    sinceLogIndex: since.logIndex,
    sinceTx: since.tx,
  }),
  fromRow: (row) => ({
    pool: row.pool,
    generation: row.generation,
    account: row.account,
    shares: row.shares,
    staked: row.staked,
    exited: row.exited,
    feesClaimed: row.feesClaimed,
    topUpsClaimed: row.topUpsClaimed,
    since: {
      block: row.sinceBlock,
      timestamp: row.sinceTimestamp,
      logIndex: row.sinceLogIndex,
      tx: row.sinceTx,
    },
  }),
});

export const stakerRows = mapping('stakers', {
  table: stakerCounts,
  key: ['pool', 'generation'],
  toRow: (count) => count,
  fromRow: ({ pool, generation, stakers }) => ({ pool, generation, stakers }),
});

export const ticketRows = mapping('ticket', {
  table: tickets,
  key: ['pool', 'generation', 'account', 'exitEpoch'],
  toRow: ({ requestedAt, ...ticket }) => ({
    ...ticket,
    requestedBlock: requestedAt.block,
    requestedTimestamp: requestedAt.timestamp,
    requestedLogIndex: requestedAt.logIndex,
    requestedTx: requestedAt.tx,
  }),
  fromRow: (row) => ({
    pool: row.pool,
    generation: row.generation,
    account: row.account,
    exitEpoch: row.exitEpoch,
    shares: row.shares,
    claimed: row.claimed,
    requestedAt: {
      block: row.requestedBlock,
      timestamp: row.requestedTimestamp,
      logIndex: row.requestedLogIndex,
      tx: row.requestedTx,
    },
  }),
});

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

export const balanceRows = mapping('balance', {
  table: balances,
  key: ['partition', 'account'],
  toRow: (balance) => balance,
  fromRow: ({ partition, account, amount }) => ({ partition, account, amount }),
});

export const walletPoolRows = mapping('walletPool', {
  table: walletPools,
  key: ['id'],
  toRow: ({ params, pauses, operatorDraws, createdAt, ...pool }) => ({
    ...pool,
    ...params,
    stakesPaused: pauses.stakes,
    locksPaused: pauses.locks,
    drawsPaused: pauses.draws,
    operatorDrawsWindow: operatorDraws.window,
    operatorDrawsWei: operatorDraws.wei,
    createdBlock: createdAt.block,
    createdTimestamp: createdAt.timestamp,
    createdLogIndex: createdAt.logIndex,
    createdTx: createdAt.tx,
  }),
  fromRow: (row) => ({
    id: row.id,
    tag: row.tag,
    params: {
      maxLockDuration: row.maxLockDuration,
      claimDelay: row.claimDelay,
      merchantDelay: row.merchantDelay,
      drawWindow: row.drawWindow,
      drawLimit: row.drawLimit,
    },
    pauses: { stakes: row.stakesPaused, locks: row.locksPaused, draws: row.drawsPaused },
    holders: row.holders,
    maxExposure: row.maxExposure,
    deferred: row.deferred,
    operatorDraws: { window: row.operatorDrawsWindow, wei: row.operatorDrawsWei },
    lastDrawAt: row.lastDrawAt,
    guaranteedCount: row.guaranteedCount,
    guaranteedWei: row.guaranteedWei,
    drawnWei: row.drawnWei,
    createdAt: {
      block: row.createdBlock,
      timestamp: row.createdTimestamp,
      logIndex: row.createdLogIndex,
      tx: row.createdTx,
    },
  }),
});

export const walletEpochRows = mapping('walletEpoch', {
  table: walletEpochs,
  key: ['pool', 'epoch'],
  toRow: (epoch) => epoch,
  fromRow: ({ pool, epoch, lockEnd }) => ({ pool, epoch, lockEnd }),
});

export const holderRows = mapping('holder', {
  table: holders,
  key: ['pool', 'account'],
  toRow: ({ since, ...holder }) => ({
    ...holder,
    sinceBlock: since.block,
    sinceTimestamp: since.timestamp,
    sinceLogIndex: since.logIndex,
    sinceTx: since.tx,
  }),
  fromRow: (row) => ({
    pool: row.pool,
    account: row.account,
    enrolled: row.enrolled,
    maxExposure: row.maxExposure,
    locked: row.locked,
    since: {
      block: row.sinceBlock,
      timestamp: row.sinceTimestamp,
      logIndex: row.sinceLogIndex,
      tx: row.sinceTx,
    },
  }),
});

export const holderEpochRows = mapping('holderEpoch', {
  table: holderEpochs,
  key: ['pool', 'account', 'epoch'],
  toRow: (epoch) => epoch,
  fromRow: ({ pool, account, epoch, lockEnd, rolled }) => ({ pool, account, epoch, lockEnd, rolled }),
});

export const sliceRows = mapping('slice', {
  table: slices,
  key: ['paymentId', 'index'],
  toRow: (slice) => slice,
  fromRow: (row) => ({
    paymentId: row.paymentId,
    index: row.index,
    pool: row.pool,
    holder: row.holder,
    amount: row.amount,
    remaining: row.remaining,
    drawn: row.drawn,
    expiresAt: row.expiresAt,
  }),
});

export const roleMemberRows = mapping('roleMember', {
  table: roleMembers,
  key: ['kind', 'role', 'account'],
  toRow: ({ changedAt, ...member }) => ({
    ...member,
    changedBlock: changedAt.block,
    changedTimestamp: changedAt.timestamp,
    changedLogIndex: changedAt.logIndex,
    changedTx: changedAt.tx,
  }),
  fromRow: (row) => ({
    kind: row.kind,
    role: row.role,
    account: row.account,
    granted: row.granted,
    changedAt: {
      block: row.changedBlock,
      timestamp: row.changedTimestamp,
      logIndex: row.changedLogIndex,
      tx: row.changedTx,
    },
  }),
});

export const operatorRows = mapping('operator', {
  table: operators,
  key: ['holder', 'operator'],
  toRow: (operator) => operator,
  fromRow: ({ holder, operator, authorized }) => ({ holder, operator, authorized }),
});

export const partitionOperatorRows = mapping('partitionOperator', {
  table: partitionOperators,
  key: ['partition', 'holder', 'operator'],
  toRow: (operator) => operator,
  fromRow: ({ partition, holder, operator, authorized }) => ({ partition, holder, operator, authorized }),
});

export const collateralManagerRows = mapping('collateralManager', {
  table: collateralManagers,
  key: ['address'],
  toRow: ({ address, registeredAt }) => ({
    address,
    registeredBlock: registeredAt.block,
    registeredTimestamp: registeredAt.timestamp,
    registeredLogIndex: registeredAt.logIndex,
    registeredTx: registeredAt.tx,
  }),
  fromRow: (row) => ({
    address: row.address,
    registeredAt: {
      block: row.registeredBlock,
      timestamp: row.registeredTimestamp,
      logIndex: row.registeredLogIndex,
      tx: row.registeredTx,
    },
  }),
});

export const partitionStrategyRows = mapping('partitionStrategy', {
  table: partitionStrategies,
  key: ['prefix'],
  toRow: ({ setAt, ...strategy }) => ({
    ...strategy,
    setBlock: setAt.block,
    setTimestamp: setAt.timestamp,
    setLogIndex: setAt.logIndex,
    setTx: setAt.tx,
  }),
  fromRow: (row) => ({
    prefix: row.prefix,
    name: row.name,
    implementation: row.implementation,
    setAt: {
      block: row.setBlock,
      timestamp: row.setTimestamp,
      logIndex: row.setLogIndex,
      tx: row.setTx,
    },
  }),
});

export const registrationRows = mapping('registration', {
  table: registrations,
  key: ['account'],
  toRow: (registration) => registration,
  fromRow: ({ account, manager, senderHook, recipientHook }) => ({
    account,
    manager,
    senderHook,
    recipientHook,
  }),
});

/** Every entity kind's table. */
export const entityRows = {
  pool: poolRows,
  epoch: epochRows,
  hour: hourRows,
  lock: lockRows,
  position: positionRows,
  stakers: stakerRows,
  ticket: ticketRows,
  deferred: deferredRows,
  merchant: merchantRows,
  tally: tallyRows,
  balance: balanceRows,
  walletPool: walletPoolRows,
  walletEpoch: walletEpochRows,
  holder: holderRows,
  holderEpoch: holderEpochRows,
  slice: sliceRows,
  roleMember: roleMemberRows,
  operator: operatorRows,
  partitionOperator: partitionOperatorRows,
  collateralManager: collateralManagerRows,
  partitionStrategy: partitionStrategyRows,
  registration: registrationRows,
} as const;
