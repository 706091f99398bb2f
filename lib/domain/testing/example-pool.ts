import type { Pool } from '../entities';
import { poolId } from '../partition';
import { STORY_PARAMS } from './story-pool';

/** A pool that is open and empty, but for what a test says of it. */
export const examplePool = ({
  params,
  ...over
}: Partial<Omit<Pool, 'params'>> & { params?: Partial<Pool['params']> } = {}): Pool => ({
  id: poolId('FLEXA', `0x${'aa'.repeat(20)}`),
  tag: 'FLEXA',
  generation: 1,
  closed: false,
  params: { ...STORY_PARAMS, ...params },
  pauses: { stakes: false, locks: false, draws: false },
  assets: 0n,
  shares: 0n,
  pendingShares: 0n,
  locked: 0n,
  exitReserve: 0n,
  unallocated: 0n,
  rewardReserve: 0n,
  rewards: { feesLeft: 0n, topUpsLeft: 0n, secondsLeft: 0, accruedAt: 0 },
  deferred: 0n,
  operatorDraws: { window: 0, wei: 0n },
  guaranteedCount: 0,
  guaranteedWei: 0n,
  drawnWei: 0n,
  rolledEpoch: 0,
  latestLockEnd: 0,
  lastDrawAt: null,
  createdAt: { block: 1, timestamp: 1, logIndex: 0, tx: `0x${'00'.repeat(32)}` },
  ...over,
});
