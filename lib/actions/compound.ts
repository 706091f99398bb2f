import { decodeFunctionResult, encodeFunctionData } from 'viem';
import { z } from 'zod';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { bytes32 } from '@/lib/domain/codecs';
import { formatAmp } from '@/lib/domain/money';
import { assetsForShares } from '@/lib/domain/pool-math';
import { poolName } from '@/lib/domain/pool-name';
import { type Action, oneStep, staleAfterStakeMove } from './action';
import { readPool, readStake } from './chain-reads';
import { poolEvents } from './pool-events';
import { sameHex } from './same-hex';

/** Stake the rewards of a pool in that pool. No AMP leaves it, and the smallest stake does not matter. */
export const compoundIntent = z.strictObject({ pool: bytes32 });
export type CompoundIntent = z.output<typeof compoundIntent>;

export type CompoundPreview = {
  /** wei of either kind that go in */
  fees: bigint;
  topUps: bigint;
  shares: bigint;
  /** wei that the whole stake is worth right after */
  worth: bigint;
};

export const compound: Action<CompoundIntent, CompoundPreview> = {
  intent: compoundIntent,
  title: ({ pool }) => `Stake the rewards of ${poolName(pool)}`,
  steps: async ({ pool }, { deployment }) =>
    oneStep({
      to: deployment.collateralPool,
      data: encodeFunctionData({ abi: collateralPoolAbi, functionName: 'compound', args: [pool] }),
    }),
  shown: ({ pool }, { deployment }) => [
    { to: deployment.collateralPool, functionName: 'compound', args: [pool] },
  ],
  preview: async ({ pool }, context, { result }) => {
    const [amount, shares] = decodeFunctionResult({
      abi: collateralPoolAbi,
      functionName: 'compound',
      data: result,
    });
    const [info, held] = await Promise.all([readPool(context, pool), readStake(context, pool)]);
    const after = { assets: info.assets + amount, shares: info.shares + shares };
    return {
      fees: held.fees,
      topUps: amount - held.fees,
      shares,
      worth: assetsForShares(after, held.shares + shares),
    };
  },
  isWorse: (shown, fresh) =>
    fresh.fees + fresh.topUps < shown.fees + shown.topUps || fresh.worth < shown.worth,
  prove: ({ pool }, logs, { deployment, account }) => {
    const claimed = poolEvents('RewardClaimed', logs, { deployment }).find(
      ({ args }) => args.pool === pool && sameHex(args.account, account),
    );
    if (!claimed) return null;
    const amount = claimed.args.fees + claimed.args.topUps;
    const supplied = poolEvents('Supplied', logs, { deployment }).some(
      ({ args }) => args.pool === pool && sameHex(args.account, account) && args.amount === amount,
    );
    if (!supplied) return null;
    return { text: `${formatAmp(amount)} AMP of rewards are staked in ${poolName(pool)}.`, at: null };
  },
  stale: staleAfterStakeMove,
};
