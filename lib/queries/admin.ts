import { and, eq, inArray } from 'drizzle-orm';
import { balanceRows } from '@/lib/db';
import { balances, pools } from '@/lib/db/schema';
import type { AdminAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { Pool } from '@/lib/domain/entities';
import { poolOf } from '@/lib/domain/partition';
import { capacityAfterExits } from '@/lib/domain/settle';
import { readAlarms } from './alarms';
import { readPoolHealth } from './pool-summaries';
import type { Finish, View } from './view';

const MOST_ALARMS = 50;

/**
 * Health: the follower, and for each pool the balance equation of the protocol: what Amp holds in its partition, by the
 * logs and asked of the chain, is what the manager says it keeps there, for all generations and for those who are owed.
 */
export async function readAdmin(view: View): Promise<Finish<AdminAnswer>> {
  const { db, at, deployment, holding } = view;
  const manager = deployment.collateralPool;
  const [healths, closed, alarms] = await Promise.all([
    readPoolHealth(view),
    db
      .select()
      .from(pools)
      .where(and(holding(pools), eq(pools.closed, true))),
    readAlarms(db, MOST_ALARMS),
  ]);
  const ids = healths.map(({ pool }) => pool.id);
  const held = await db
    .select()
    .from(balances)
    .where(holding(balances, and(eq(balances.account, manager), inArray(balances.partition, ids))));
  const balanceOf = new Map(held.map((row) => [row.partition, balanceRows.fromRow(row).amount]));
  const inClosed = (id: Hex): bigint =>
    closed.reduce((sum, row) => (poolOf(row.id) === id ? sum + keptBy(row) : sum), 0n);

  return async (chain) => {
    const chainBalances = await chain.balancesOf(manager, ids);
    return {
      at,
      follower: view.follower.state(),
      alarms,
      pools: healths.map(({ pool, epochs, overdue }, index) => {
        const balance = balanceOf.get(pool.id) ?? 0n;
        const chainBalance = chainBalances?.[index] ?? null;
        const { assets, exitReserve, rewardReserve, unallocated, deferred } = pool;
        const parts = {
          ...{ assets, exitReserve, rewardReserve, unallocated, deferred },
          closed: inClosed(pool.id),
        };
        const accounted = keptBy(pool) + parts.deferred + parts.closed;
        return {
          pool: pool.id,
          tag: pool.tag,
          balance,
          chainBalance,
          parts,
          accounted,
          holds: balance === accounted && (chainBalance === null || chainBalance === accounted),
          overdueLocks: overdue.count,
          overdueWei: overdue.wei,
          exits: capacityAfterExits(pool, epochs, at.timestamp, deployment.epochLength),
        };
      }),
    };
  };
}

/** wei that a generation keeps for its own stakers */
const keptBy = ({
  assets,
  exitReserve,
  rewardReserve,
  unallocated,
}: Pick<Pool, 'assets' | 'exitReserve' | 'rewardReserve' | 'unallocated'>): bigint =>
  assets + exitReserve + rewardReserve + unallocated;
