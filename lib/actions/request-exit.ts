import { encodeFunctionData } from 'viem';
import { z } from 'zod';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { bytes32, uint } from '@/lib/domain/codecs';
import { formatAmp } from '@/lib/domain/money';
import { epochStart } from '@/lib/domain/pool-math';
import { poolName } from '@/lib/domain/pool-name';
import { mulDivCeil } from '@/lib/domain/rounding';
import { type Action, type ActionContext, oneStep, staleAfterStakeMove } from './action';
import { readExitPreview, readPool, readStake } from './chain-reads';
import { poolEvents } from './pool-events';
import { sameHex } from './same-hex';

/** Take all of a stake, or as much of it as is worth `wei` now, on its way out of a pool. */
export const requestExitIntent = z.strictObject({
  pool: bytes32,
  amount: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('all') }),
    z.strictObject({ kind: z.literal('part'), wei: uint }),
  ]),
});
export type RequestExitIntent = z.output<typeof requestExitIntent>;

export type RequestExitPreview = {
  shares: bigint;
  /** wei they are worth now, floor; losses until the exit lower it */
  worth: bigint;
  /** chain second from which the exit can be claimed: fixed by the request */
  exitAt: number;
  /** wei that stay staked */
  staysStaked: bigint;
  /** everything leaves because less than the contract's least holding would stay */
  allBecauseOfDust: boolean;
};

/** Seconds by which an exit may slip, as epochs pass, without the person being asked again. */
const SAME_MOMENT = 60;

/** Shares for what a person asked for: ceil, so that the ticket is worth the amount and not a wei less. */
async function sharesFor({ pool, amount }: RequestExitIntent, context: ActionContext): Promise<bigint> {
  const [held, info] = await Promise.all([readStake(context, pool), readPool(context, pool)]);
  if (amount.kind === 'all' || info.assets === 0n) return held.shares;
  const wanted = mulDivCeil(amount.wei, info.shares, info.assets);
  // The whole worth, asked for in wei, means all of it: rounding must not turn MAX into one share too many.
  return amount.wei <= held.assets && wanted > held.shares ? held.shares : wanted;
}

export const requestExit: Action<RequestExitIntent, RequestExitPreview> = {
  intent: requestExitIntent,
  title: ({ pool, amount }) =>
    amount.kind === 'all'
      ? `Leave ${poolName(pool)} with all`
      : `Leave ${poolName(pool)} with ${formatAmp(amount.wei)} AMP`,
  steps: async (intent, context) =>
    oneStep({
      to: context.deployment.collateralPool,
      data: encodeFunctionData({
        abi: collateralPoolAbi,
        functionName: 'requestExit',
        args: [intent.pool, await sharesFor(intent, context)],
      }),
    }),
  shown: ({ pool }, { deployment }) => [
    { to: deployment.collateralPool, functionName: 'requestExit', args: [pool, undefined] },
  ],
  preview: async (intent, context) => {
    const shares = await sharesFor(intent, context);
    const [held, [taken, worth, , exitAt]] = await Promise.all([
      readStake(context, intent.pool),
      readExitPreview(context, intent.pool, shares),
    ]);
    return {
      shares: taken,
      worth,
      exitAt: Number(exitAt),
      staysStaked: taken === held.shares ? 0n : held.assets - worth,
      allBecauseOfDust: taken > shares,
    };
  },
  isWorse: (shown, fresh) =>
    fresh.worth < shown.worth ||
    fresh.exitAt > shown.exitAt + SAME_MOMENT ||
    fresh.allBecauseOfDust !== shown.allBecauseOfDust,
  prove: ({ pool }, logs, { deployment, account }) => {
    const requested = poolEvents('ExitRequested', logs, { deployment }).find(
      ({ args }) => args.pool === pool && sameHex(args.account, account),
    );
    if (!requested) return null;
    return {
      text: `Your exit from ${poolName(pool)} can be claimed from`,
      at: epochStart(Number(requested.args.exitEpoch), deployment.epochLength),
    };
  },
  stale: staleAfterStakeMove,
};
