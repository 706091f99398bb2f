import { readContract } from 'viem/actions';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import type { Hex } from '@/lib/domain/codecs';
import { DEFAULT_PARTITION } from '@/lib/domain/partition';
import type { ActionContext } from './action';

const ofPool = ({ deployment, block }: ActionContext) =>
  ({ abi: collateralPoolAbi, address: deployment.collateralPool, blockNumber: block.number }) as const;

/** A pool as settled at the context's block. `exists` is false for an id that is none. */
export const readPool = (context: ActionContext, pool: Hex) =>
  readContract(context.client, { ...ofPool(context), functionName: 'poolInfo', args: [pool] });

/** The account's active shares in a pool, and their worth in wei. */
export const readStake = (context: ActionContext, pool: Hex) =>
  readContract(context.client, {
    ...ofPool(context),
    functionName: 'accountInfo',
    args: [pool, context.account],
  });

export const readTicket = (context: ActionContext, pool: Hex, exitEpoch: number) =>
  readContract(context.client, {
    ...ofPool(context),
    functionName: 'ticketOf',
    args: [pool, context.account, BigInt(exitEpoch)],
  });

/** Shares that `value` wei would be given. */
export const readStakePreview = (context: ActionContext, pool: Hex, value: bigint) =>
  readContract(context.client, { ...ofPool(context), functionName: 'previewStake', args: [pool, value] });

export const readExitPreview = (context: ActionContext, pool: Hex, shares: bigint) =>
  readContract(context.client, {
    ...ofPool(context),
    functionName: 'previewExit',
    args: [pool, context.account, shares],
  });

/** wei that can be spent: the default partition alone, never Amp's sum over all of them. */
export const readSpendable = ({ client, deployment, account, block }: ActionContext) =>
  readContract(client, {
    abi: ampAbi,
    address: deployment.amp,
    blockNumber: block.number,
    functionName: 'balanceOfByPartition',
    args: [DEFAULT_PARTITION, account],
  });
