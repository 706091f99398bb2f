import { encodeFunctionData } from 'viem';
import { z } from 'zod';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { bytes32, count } from '@/lib/domain/codecs';
import { poolName } from '@/lib/domain/pool-name';
import { type Action, oneStep, staleAfterStakeMove } from './action';
import { readTicket } from './chain-reads';
import { poolEvents } from './pool-events';
import { sameHex } from './same-hex';

/** Take an exit back that is not due yet: its shares count and earn again. */
export const cancelExitIntent = z.strictObject({ pool: bytes32, exitEpoch: count });
export type CancelExitIntent = z.output<typeof cancelExitIntent>;

export type CancelExitPreview = {
  shares: bigint;
  /** wei they are worth now, floor */
  worth: bigint;
};

export const cancelExit: Action<CancelExitIntent, CancelExitPreview> = {
  intent: cancelExitIntent,
  title: ({ pool }) => `Cancel the exit from ${poolName(pool)}`,
  steps: async ({ pool, exitEpoch }, { deployment }) =>
    oneStep({
      to: deployment.collateralPool,
      data: encodeFunctionData({
        abi: collateralPoolAbi,
        functionName: 'cancelExit',
        args: [pool, BigInt(exitEpoch)],
      }),
    }),
  shown: ({ pool, exitEpoch }, { deployment }) => [
    { to: deployment.collateralPool, functionName: 'cancelExit', args: [pool, exitEpoch] },
  ],
  preview: async ({ pool, exitEpoch }, context) => {
    const ticket = await readTicket(context, pool, exitEpoch);
    return { shares: ticket.shares, worth: ticket.assets };
  },
  isWorse: (shown, fresh) => fresh.worth < shown.worth,
  prove: ({ pool, exitEpoch }, logs, { deployment, account }) => {
    const cancelled = poolEvents('ExitCancelled', logs, { deployment }).some(
      ({ args }) =>
        args.pool === pool && sameHex(args.account, account) && Number(args.exitEpoch) === exitEpoch,
    );
    return cancelled ? { text: `The exit from ${poolName(pool)} is cancelled.`, at: null } : null;
  },
  stale: staleAfterStakeMove,
};
