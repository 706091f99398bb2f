import { holderEpochs, holders, slices, walletEpochs, walletPools } from '../schema';
import { mapping } from './mapping';

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
