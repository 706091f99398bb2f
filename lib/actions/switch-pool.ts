import { decodeFunctionResult, encodeFunctionData } from 'viem';
import { z } from 'zod';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { bytes32, count } from '@/lib/domain/codecs';
import { formatAmp } from '@/lib/domain/money';
import { assetsForShares, epochStart, exitEpoch } from '@/lib/domain/pool-math';
import { poolName } from '@/lib/domain/pool-name';
import { type Action, oneStep, staleAfterStakeMove } from './action';
import { readPool } from './chain-reads';
import { poolEvents } from './pool-events';
import { sameHex } from './same-hex';

/** Stake exits that are due in another pool, or in the same one again, without their coming to the wallet first. */
export const switchPoolIntent = z.strictObject({
  pool: bytes32,
  exitEpochs: z.array(count).min(1),
  into: bytes32,
});
export type SwitchPoolIntent = z.output<typeof switchPoolIntent>;

export type SwitchPoolPreview = {
  /** wei that the exits pay */
  amount: bigint;
  /** shares of the new stake */
  shares: bigint;
  /** wei they are worth right after: the amount less rounding */
  worth: bigint;
  /** chain second at which an exit from there would be due, if asked for now */
  exitAtIfAskedNow: number;
  /** seconds between asking for it and its being due, at the very most */
  longestWait: number;
};

export const switchPool: Action<SwitchPoolIntent, SwitchPoolPreview> = {
  intent: switchPoolIntent,
  title: ({ pool, into }) =>
    pool === into ? `Stake again in ${poolName(pool)}` : `Move from ${poolName(pool)} to ${poolName(into)}`,
  steps: async ({ pool, exitEpochs, into }, { deployment }) =>
    oneStep({
      to: deployment.collateralPool,
      data: encodeFunctionData({
        abi: collateralPoolAbi,
        functionName: 'switchPool',
        args: [pool, exitEpochs.map(BigInt), into],
      }),
    }),
  shown: ({ pool, exitEpochs, into }, { deployment }) => [
    { to: deployment.collateralPool, functionName: 'switchPool', args: [pool, exitEpochs, into] },
  ],
  preview: async ({ into }, context, { result }) => {
    const [amount, shares] = decodeFunctionResult({
      abi: collateralPoolAbi,
      functionName: 'switchPool',
      data: result,
    });
    const info = await readPool(context, into);
    const { epochLength } = context.deployment;
    const terms = { ...info.params, latestLockEnd: Number(info.latestLockEnd), epochLength };
    return {
      amount,
      shares,
      worth: assetsForShares({ assets: info.assets + amount, shares: info.shares + shares }, shares),
      exitAtIfAskedNow: epochStart(exitEpoch(context.block.timestamp, terms), epochLength),
      longestWait: Math.max(terms.cooldown, terms.maxLockDuration) + epochLength,
    };
  },
  isWorse: (shown, fresh) =>
    fresh.amount < shown.amount || fresh.worth < shown.worth || fresh.longestWait > shown.longestWait,
  prove: ({ pool, exitEpochs, into }, logs, { deployment, account }) => {
    const left = poolEvents('ExitClaimed', logs, { deployment }).filter(
      ({ args }) => args.pool === pool && sameHex(args.account, account),
    );
    const epochs = new Set(left.map(({ args }) => Number(args.exitEpoch)));
    const amount = left.reduce((sum, { args }) => sum + args.amount, 0n);
    const supplied = poolEvents('Supplied', logs, { deployment }).some(
      ({ args }) => args.pool === into && sameHex(args.account, account) && args.amount === amount,
    );
    if (!supplied || !exitEpochs.every((epoch) => epochs.has(epoch))) return null;
    return { text: `${formatAmp(amount)} AMP are staked in ${poolName(into)} now.`, at: null };
  },
  stale: ({ pool, into }, account) => [
    { topic: 'pool', id: into },
    ...staleAfterStakeMove({ pool }, account),
  ],
};
