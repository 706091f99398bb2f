import { parseEther } from 'viem';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { type DevChain, Reverted, waitForReceipt } from './chain';
import { type PoolPlan, poolPlans } from './pools';
import type { Random } from './random';
import { homesOf, type StakerStep } from './staker-plan';
import { createStakers } from './stakers';

/** The stakers of the live chain: every now and then one of them does something. */
export type LiveStakers = {
  /** finds the tickets that are out */
  adopt(): Promise<void>;
  /** lets one act, if it is time; `now` is chain time */
  tick(now: number): Promise<void>;
};

const EVERY = { min: 15, max: 45 } as const;
/** Under this share of its target, in percent, a pool's stakers bring more instead of leaving. */
const THIN = 85n;

const moves = [
  { weight: 40, kind: 'stake' },
  { weight: 22, kind: 'exit' },
  { weight: 10, kind: 'cancel' },
  { weight: 28, kind: 'claim' },
  { weight: 12, kind: 'collect' },
  { weight: 14, kind: 'compound' },
] as const satisfies readonly { weight: number; kind: StakerStep['kind'] }[];

export function createLiveStakers(chain: DevChain, random: Random): LiveStakers {
  const { reader, deployment } = chain;
  const stakers = createStakers(chain, chain.send);
  let nextAt = 0;

  async function missing(pool: PoolPlan): Promise<bigint> {
    const { assets } = await reader.readContract({
      address: deployment.collateralPool,
      abi: collateralPoolAbi,
      functionName: 'poolInfo',
      args: [chain.poolId(pool)],
    });
    return assets < (pool.target * THIN) / 100n ? pool.target - assets : 0n;
  }

  async function choose(): Promise<StakerStep> {
    const pool = random.pick(poolPlans);
    const staker = random.pick(homesOf(pool));
    const needed = await missing(pool);
    if (needed > 0n) return { kind: 'stake', staker, pool, amount: needed };
    const { kind } = random.weighted(moves);
    switch (kind) {
      case 'stake':
        return { kind, staker, pool, amount: parseEther(String(random.int(5, 80) * 100)) };
      case 'exit':
        return { kind, staker, pool, bps: random.int(2, 12) * 100 };
      case 'cancel':
      case 'claim':
      case 'collect':
      case 'compound':
        return { kind, staker, pool };
    }
  }

  return {
    adopt: () => stakers.adopt(),
    async tick(now) {
      if (now < nextAt) return;
      nextAt = now + random.int(EVERY.min, EVERY.max);
      const step = await choose();
      const hash = await stakers.submit(step, now).catch((error: unknown) => {
        // Refused: what it knew is no longer so, for instance after a reorg.
        if (error instanceof Reverted) return null;
        throw error;
      });
      if (hash) stakers.learn(await waitForReceipt(chain.rpc, hash), step.staker);
    },
  };
}
