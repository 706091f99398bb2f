import { type Hex, parseEther } from 'viem';
import { poolId } from '@/lib/domain/partition';
import type { PoolParams } from './contract-calls';
import type { PoolOpening } from './managers';
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

/** Seconds a merchant must have been registered: a stolen key cannot pay itself at once. */
const MERCHANT_DELAY = 30;
const HOUR = 3_600;

/** `target` is AMP, whole. The operator may draw a tenth of it in an hour. */
function terms(
  target: number,
  [maxUtilisationBps, cooldown, maxLockDuration, claimDelay]: readonly [number, number, number, number],
): Pick<PoolPlan, 'target' | 'params'> {
  return {
    target: parseEther(String(target)),
    params: {
      maxUtilisationBps,
      cooldown,
      maxLockDuration,
      claimDelay,
      merchantDelay: MERCHANT_DELAY,
      rewardEpochs: 180,
      drawWindow: HOUR,
      drawLimit: parseEther(String(target / 10)),
      minStake: parseEther('100'),
    },
  };
}

export const poolPlans: readonly PoolPlan[] = [
  {
    tag: 'LIGHTNNG',
    weight: 42,
    assets: [
      { ticker: 'LN', weight: 40 },
      { ticker: 'BTC', weight: 35 },
      { ticker: 'SOL', weight: 25 },
    ],
    ...terms(1_600_000, [9_000, 120, 900, 45]),
  },
  {
    tag: 'BITCOIN',
    weight: 26,
    assets: [
      { ticker: 'BTC', weight: 80 },
      { ticker: 'LN', weight: 20 },
    ],
    ...terms(1_700_000, [8_000, 180, 1_800, 60]),
  },
  {
    tag: 'EVMPAY',
    weight: 32,
    assets: [
      { ticker: 'ETH', weight: 75 },
      { ticker: 'SOL', weight: 25 },
    ],
    ...terms(700_000, [8_500, 120, 900, 30]),
  },
];

/** Seconds a lock may last in the past, where payments settle as slowly as they do in the world. */
export const PAST_LOCK_DURATION = 7_800;

/** The pool of those who keep their collateral in their own wallets. */
export const WALLET_TAG = 'WALLETS';
const inPlace: PoolOpening = {
  manager: 'walletCollateral',
  tag: WALLET_TAG,
  params: {
    maxLockDuration: 900,
    claimDelay: 45,
    merchantDelay: MERCHANT_DELAY,
    drawWindow: HOUR,
    drawLimit: parseEther('100000'),
  },
};

/** What a fresh deployment opens, with the rules of the past or of the present. */
export const openings = (era: 'past' | 'present'): PoolOpening[] => [
  ...poolPlans.map(({ tag, params }) => ({
    manager: 'collateralPool' as const,
    tag,
    params: era === 'past' ? { ...params, maxLockDuration: PAST_LOCK_DURATION } : params,
  })),
  inPlace,
];

/** The plan's pool of a manager. */
export const planPoolId = (plan: PoolPlan, manager: Hex): Hex => poolId(plan.tag, manager);
