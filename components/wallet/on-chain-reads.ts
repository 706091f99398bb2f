import type { ActionContext } from '@/lib/actions/action';
import {
  readAllowance,
  readHolder,
  readHookManager,
  readIsOperator,
  readIsOperatorInPartition,
  readSpendable,
  readStake,
  readWalletPools,
} from '@/lib/actions/chain-reads';
import { sameHex } from '@/lib/actions/same-hex';
import type { Hex } from '@/lib/domain/codecs';
import { poolName } from '@/lib/domain/pool-name';

/** wei of rewards that a stake has earned and nobody has claimed. */
export type Rewards = { pool: Hex; fees: bigint; topUps: bigint };

/** What pools owe an account in rewards at this block; they grow with every second. */
export const rewardsOf = (context: ActionContext, pools: readonly Hex[]): Promise<Rewards[]> =>
  Promise.all(
    pools.map(async (pool) => {
      const { fees, topUps } = await readStake(context, pool);
      return { pool, fees, topUps };
    }),
  );

/** An account in one pool of collateral in place; all amounts in wei. */
export type InPlaceHolding = {
  pool: Hex;
  name: string;
  /** nobody new enrols, and no limit rises */
  paused: boolean;
  /** seconds a payment may be locked at the most */
  maxLockDuration: number;
  enrolled: boolean;
  /** enrolled, and nothing stands in the way of a payout: it can be locked */
  ready: boolean;
  maxExposure: bigint;
  balance: bigint;
  locked: bigint;
  lockable: bigint;
  movable: bigint;
};
export type InPlace = {
  spendable: bigint;
  /** the wallet's hooks are with the manager */
  handedOver: boolean;
  pools: InPlaceHolding[];
};

export async function inPlaceOf(context: ActionContext): Promise<InPlace> {
  const [spendable, manager, pools] = await Promise.all([
    readSpendable(context),
    readHookManager(context),
    readWalletPools(context),
  ]);
  const holdings = pools.map(async ({ id, params, pauses }): Promise<InPlaceHolding> => {
    const holder = await readHolder(context, id);
    return {
      ...holder,
      pool: id,
      name: poolName(id),
      paused: pauses.stakes,
      maxLockDuration: params.maxLockDuration,
    };
  });
  return {
    spendable,
    handedOver: sameHex(manager, context.deployment.walletCollateral),
    pools: await Promise.all(holdings),
  };
}

/** What one address may do with an account's AMP. */
export type Rights = {
  address: Hex;
  /** may move all of it, in every partition */
  operator: boolean;
  /** what else it may do, by partition; only partitions where there is something */
  inPartitions: { partition: Hex; operator: boolean; allowance: bigint }[];
};

/** The rights of some addresses over an account in some partitions, as Amp itself says. */
export const rightsOf = (
  context: ActionContext,
  addresses: readonly Hex[],
  partitions: readonly Hex[],
): Promise<Rights[]> =>
  Promise.all(
    addresses.map(async (address): Promise<Rights> => {
      const operator = await readIsOperator(context, address);
      const each = await Promise.all(
        partitions.map(async (partition) => {
          const [inPartition, allowance] = await Promise.all([
            readIsOperatorInPartition(context, partition, address),
            readAllowance(context, partition, address),
          ]);
          // An operator of everything is one of each partition too: that is said once.
          return { partition, operator: inPartition && !operator, allowance };
        }),
      );
      return { address, operator, inPartitions: each.filter((one) => one.operator || one.allowance > 0n) };
    }),
  );
