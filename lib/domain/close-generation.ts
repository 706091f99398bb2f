import type { Pool } from './entities';
import type { EventOf } from './events';
import { accrueRewards } from './reward-stream';

/**
 * What becomes of a pool when losses close its generation: all it had goes on under an id of its own, and the pool
 * starts anew with its rules, its draw window and the rewards that are still to be handed out.
 */
export function closeGeneration(
  pool: Pool,
  { args, at }: EventOf<'GenerationClosed'>,
): { closed: Pool; anew: Pool } {
  const rewards = accrueRewards(pool.rewards, pool.shares - pool.pendingShares, at.timestamp);
  return {
    closed: {
      ...pool,
      id: args.closed,
      closed: true,
      assets: args.totalAssets,
      shares: args.totalShares,
      pendingShares: args.pendingShares,
      locked: args.locked,
      exitReserve: args.exitReserve,
      unallocated: args.unallocated,
      rewardReserve: args.rewardReserve,
      rewards: { ...rewards, feesLeft: 0n, topUpsLeft: 0n, secondsLeft: 0 },
      deferred: 0n,
      guaranteedCount: 0,
      guaranteedWei: 0n,
      drawnWei: 0n,
    },
    anew: {
      ...pool,
      generation: Number(args.generation) + 1,
      assets: 0n,
      shares: 0n,
      pendingShares: 0n,
      locked: 0n,
      exitReserve: 0n,
      unallocated: 0n,
      rewardReserve: args.rewardsPassedOn,
      rewards: { ...rewards, accruedAt: at.timestamp },
      latestLockEnd: 0,
    },
  };
}
