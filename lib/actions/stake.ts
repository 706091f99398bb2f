import { encodeFunctionData } from 'viem';
import { z } from 'zod';
import { ampAbi } from '@/contracts-abi/amp';
import { dataToPartition } from '@/lib/domain/amp-transfer';
import { bytes32, uint } from '@/lib/domain/codecs';
import { formatAmp } from '@/lib/domain/money';
import { DEFAULT_PARTITION } from '@/lib/domain/partition';
import { assetsForShares, epochStart, exitEpoch } from '@/lib/domain/pool-math';
import { poolName } from '@/lib/domain/pool-name';
import { type Action, oneStep, staleAfterStakeMove } from './action';
import { readPool, readSpendable, readStakePreview } from './chain-reads';
import { poolEvents } from './pool-events';
import { sameHex } from './same-hex';

/** Put `value` wei of spendable AMP into a pool: one Amp transfer, no approval before it. */
export const stakeIntent = z.strictObject({ pool: bytes32, value: uint });
export type StakeIntent = z.output<typeof stakeIntent>;

export type StakePreview = {
  /** wei that go in */
  value: bigint;
  shares: bigint;
  /** wei the shares are worth right after: the stake less rounding */
  worth: bigint;
  /** wei that stay spendable */
  spendableAfter: bigint;
  /** chain second at which an exit asked for now would be due */
  exitAtIfAskedNow: number;
  /** seconds between asking for an exit and its being due, at the very most */
  longestWait: number;
};

export const stake: Action<StakeIntent, StakePreview> = {
  intent: stakeIntent,
  title: ({ pool, value }) => `Stake ${formatAmp(value)} AMP in ${poolName(pool)}`,
  steps: async ({ pool, value }, { deployment, account }) =>
    oneStep({
      to: deployment.amp,
      data: encodeFunctionData({
        abi: ampAbi,
        functionName: 'transferByPartition',
        args: [DEFAULT_PARTITION, account, deployment.collateralPool, value, dataToPartition(pool), '0x'],
      }),
    }),
  shown: ({ pool, value }, { deployment, account }) => [
    {
      to: deployment.amp,
      functionName: 'transferByPartition',
      args: [DEFAULT_PARTITION, account, deployment.collateralPool, value, dataToPartition(pool), '0x'],
    },
  ],
  preview: async ({ pool, value }, context) => {
    const [info, shares, spendable] = await Promise.all([
      readPool(context, pool),
      readStakePreview(context, pool, value),
      readSpendable(context),
    ]);
    const { epochLength } = context.deployment;
    const terms = { ...info.params, latestLockEnd: Number(info.latestLockEnd), epochLength };
    return {
      value,
      shares,
      worth: assetsForShares({ assets: info.assets + value, shares: info.shares + shares }, shares),
      spendableAfter: spendable - value,
      exitAtIfAskedNow: epochStart(exitEpoch(context.block.timestamp, terms), epochLength),
      longestWait: Math.max(terms.cooldown, terms.maxLockDuration) + epochLength,
    };
  },
  isWorse: (shown, fresh) => fresh.worth < shown.worth || fresh.longestWait > shown.longestWait,
  prove: ({ pool, value }, logs, { deployment, account }) => {
    const supplied = poolEvents('Supplied', logs, { deployment }).find(
      ({ args }) => args.pool === pool && sameHex(args.account, account) && args.amount === value,
    );
    if (!supplied) return null;
    return { text: `${formatAmp(value)} AMP are staked in ${poolName(pool)}.`, at: null };
  },
  stale: staleAfterStakeMove,
};
