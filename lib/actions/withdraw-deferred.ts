import { decodeFunctionResult, encodeFunctionData } from 'viem';
import { z } from 'zod';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { bytes32, type Hex } from '@/lib/domain/codecs';
import { formatAmp } from '@/lib/domain/money';
import { decodePartition, poolOf } from '@/lib/domain/partition';
import { poolName } from '@/lib/domain/pool-name';
import { type Action, type Actor, oneStep, staleAccount } from './action';
import { contractEvents } from './contract-events';
import { sameHex } from './same-hex';

/** Collect payouts that this merchant's own hook refused, and that its pool has kept for it since. */
export const withdrawDeferredIntent = z.strictObject({ pool: bytes32 });
export type WithdrawDeferredIntent = z.output<typeof withdrawDeferredIntent>;

/** wei paid out */
export type WithdrawDeferredPreview = { amount: bigint };

/** Both managers keep payouts in the same way; a pool's id says which of them it belongs to. */
const managerOf = (pool: Hex, { deployment }: Pick<Actor, 'deployment'>): Hex => {
  const inPlace = decodePartition(pool).kind === 'in-place';
  return inPlace ? deployment.walletCollateral : deployment.collateralPool;
};

export const withdrawDeferred: Action<WithdrawDeferredIntent, WithdrawDeferredPreview> = {
  intent: withdrawDeferredIntent,
  title: ({ pool }) => `Collect what ${poolName(pool)} keeps for you`,
  steps: async ({ pool }, context) =>
    oneStep({
      to: managerOf(pool, context),
      data: encodeFunctionData({
        abi: collateralPoolAbi,
        functionName: 'withdrawDeferred',
        args: [pool, context.account],
      }),
    }),
  shown: ({ pool }, actor) => [
    { to: managerOf(pool, actor), functionName: 'withdrawDeferred', args: [pool, actor.account] },
  ],
  preview: async (_intent, _context, { result }) => ({
    amount: decodeFunctionResult({
      abi: collateralPoolAbi,
      functionName: 'withdrawDeferred',
      data: result,
    }),
  }),
  isWorse: (shown, fresh) => fresh.amount < shown.amount,
  prove: ({ pool }, logs, actor) => {
    const paid = contractEvents(collateralPoolAbi, managerOf(pool, actor), 'DeferredPaid', logs).find(
      ({ args }) => sameHex(args.account, actor.account) && sameHex(args.to, actor.account),
    );
    if (!paid) return null;
    return { text: `${formatAmp(paid.args.amount)} AMP are in your spendable balance.`, at: null };
  },
  stale: ({ pool }, account) => [
    { topic: 'pool', id: poolOf(pool) },
    { topic: 'merchant', address: account },
    ...staleAccount(account),
  ],
};
