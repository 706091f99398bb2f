import type { Hex } from '../codecs';
import type { RewardStream } from '../entities';
import type { PoolParams } from '../events';
import { accrueRewards } from '../reward-stream';

/** One generation of a pool of a story, as the contract would keep it. */
export type Bucket = { shares: bigint; assets: bigint; rolled: boolean };
export type StoryPool = {
  generation: number;
  assets: bigint;
  shares: bigint;
  pending: bigint;
  locked: bigint;
  exitReserve: bigint;
  unallocated: bigint;
  rewardReserve: bigint;
  rewards: RewardStream;
  rolledEpoch: number;
  latestLockEnd: number;
  params: PoolParams;
  active: Map<Hex, bigint>;
  tickets: Map<string, bigint>;
  buckets: Map<number, Bucket>;
  lockEnds: Map<number, bigint>;
};

export const STORY_PARAMS: PoolParams = {
  maxUtilisationBps: 9_000,
  cooldown: 600,
  maxLockDuration: 86_400,
  claimDelay: 120,
  merchantDelay: 0,
  rewardEpochs: 4,
  drawWindow: 3_600,
  drawLimit: 10n ** 27n,
  minStake: 1n,
};

export const newStoryPool = (params: PoolParams, now: number): StoryPool => ({
  generation: 1,
  assets: 0n,
  shares: 0n,
  pending: 0n,
  locked: 0n,
  exitReserve: 0n,
  unallocated: 0n,
  rewardReserve: 0n,
  rewards: { feesLeft: 0n, topUpsLeft: 0n, secondsLeft: 0, accruedAt: now },
  rolledEpoch: 0,
  latestLockEnd: 0,
  params,
  active: new Map(),
  tickets: new Map(),
  buckets: new Map(),
  lockEnds: new Map(),
});

/** Before shares change, and before rewards come or go. */
export function accrue(p: StoryPool, now: number): void {
  p.rewards = accrueRewards(p.rewards, p.shares - p.pending, now);
}

/** Adds to the stream; what had no owner goes along, and is returned. */
export function fund(p: StoryPool, kind: 0 | 1, amount: bigint, period: number, now: number): bigint {
  accrue(p, now);
  const { feesLeft, topUpsLeft, secondsLeft } = p.rewards;
  const dust = p.unallocated;
  const left = feesLeft + topUpsLeft + dust;
  const weighted = left * BigInt(secondsLeft) + amount * BigInt(period);
  const all = left + amount;
  p.unallocated = 0n;
  p.rewardReserve += amount + dust;
  p.rewards = {
    feesLeft: feesLeft + (kind === 0 ? amount : 0n),
    topUpsLeft: topUpsLeft + dust + (kind === 1 ? amount : 0n),
    secondsLeft: Number((weighted + all - 1n) / all),
    accruedAt: now,
  };
  return dust;
}

/** The generation after `p`, which is accrued and loses what it has not handed out yet. */
export function startAnew(p: StoryPool): StoryPool {
  const { feesLeft, topUpsLeft, accruedAt } = p.rewards;
  const anew: StoryPool = {
    ...newStoryPool(p.params, accruedAt),
    generation: p.generation + 1,
    rolledEpoch: p.rolledEpoch,
    rewards: p.rewards,
    rewardReserve: feesLeft + topUpsLeft,
  };
  p.rewards = { feesLeft: 0n, topUpsLeft: 0n, secondsLeft: 0, accruedAt };
  p.rewardReserve -= anew.rewardReserve;
  return anew;
}
