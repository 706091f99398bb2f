import { positions, stakerCounts, tickets } from '../schema';
import { mapping } from './mapping';

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
