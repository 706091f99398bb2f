import { type Hex, parseEther } from 'viem';
import { poolId } from '@/lib/domain/partition';
import type { PoolParams } from './contract-calls';
import type { AssetTicker } from './market';

/** One app's pool: what it is like, and what its customers pay with. */
export type PoolPlan = {
  tag: string;
  /** its share of all payments */
  weight: number;
  assets: readonly { ticker: AssetTicker; weight: number }[];
  /** the rules since payments settle on the fast clock */
  params: PoolParams;
  /** AMP, wei, that its stakers aim for together */
  target: bigint;
};

const params = (
  maxUtilisationBps: number,
  cooldown: number,
  maxLockDuration: number,
  claimDelay: number,
): PoolParams => ({
  maxUtilisationBps,
  cooldown,
  maxLockDuration,
  claimDelay,
  merchantDelay: 20,
  rewardEpochs: 30,
  drawWindow: 3_600,
  drawLimit: parseEther('20000'),
  minStake: parseEther('100'),
});

export const poolPlans: readonly PoolPlan[] = [
  {
    tag: 'LIGHTNNG',
    weight: 42,
    assets: [
      { ticker: 'LN', weight: 40 },
      { ticker: 'BTC', weight: 35 },
      { ticker: 'SOL', weight: 25 },
    ],
    params: params(9_000, 120, 900, 45),
    target: parseEther('1600000'),
  },
  {
    tag: 'BITCOIN',
    weight: 26,
    assets: [
      { ticker: 'BTC', weight: 80 },
      { ticker: 'LN', weight: 20 },
    ],
    params: params(8_000, 180, 1_800, 60),
    target: parseEther('1700000'),
  },
  {
    tag: 'EVMPAY',
    weight: 32,
    assets: [
      { ticker: 'ETH', weight: 75 },
      { ticker: 'SOL', weight: 25 },
    ],
    params: params(8_500, 120, 900, 30),
    target: parseEther('700000'),
  },
];

/** Seconds a lock may last in the past, where payments settle as slowly as they do in the world. */
export const PAST_LOCK_DURATION = 7_800;

export const pastParams = (plan: PoolPlan): PoolParams => ({
  ...plan.params,
  maxLockDuration: PAST_LOCK_DURATION,
});

/** The plan's pool of a manager. */
export const planPoolId = (plan: PoolPlan, manager: Hex): Hex => poolId(plan.tag, manager);
