import { and, eq, inArray } from 'drizzle-orm';
import { balanceRows, current } from '@/lib/db';
import { balances, locks } from '@/lib/db/schema';
import type { AdminAnswer } from '@/lib/domain/api';
import { capacityAfterExits } from '@/lib/domain/settle';
import { rowCount, sumOf } from './columns';
import { hasStatus } from './lock-filter';
import { readPoolSummaries } from './pool-summaries';
import type { Finish, View } from './view';

/**
 * Health: the follower, and for each pool the balance equation of the protocol,
 * `amp.balanceOfByPartition(pool, manager) = assets + exitReserve + unallocated`, from logs and asked of the chain.
 */
export async function readAdmin(view: View): Promise<Finish<AdminAnswer>> {
  const { db, at, deployment } = view;
  const manager = deployment.collateralPool;
  const summaries = await readPoolSummaries(view);
  const ids = summaries.map(({ pool }) => pool.id);
  const held = await db
    .select()
    .from(balances)
    .where(and(current(balances), eq(balances.account, manager), inArray(balances.partition, ids)));
  const overdue = await db
    .select({ pool: locks.pool, count: rowCount(), wei: sumOf(locks.remaining) })
    .from(locks)
    .where(and(current(locks), hasStatus('overdue', at.timestamp)))
    .groupBy(locks.pool);
  const balanceOf = new Map(held.map((row) => [row.partition, balanceRows.fromRow(row).amount]));
  const overdueOf = new Map(overdue.map((row) => [row.pool, row]));

  return async (chain) => {
    const chainBalances = await chain.balancesOf(manager, ids);
    return {
      at,
      follower: view.follower.state(),
      pools: summaries.map(({ pool, epochs }, index) => {
        const balance = balanceOf.get(pool.id) ?? 0n;
        const chainBalance = chainBalances?.[index] ?? null;
        const accounted = pool.assets + pool.exitReserve + pool.unallocated;
        return {
          pool: pool.id,
          tag: pool.tag,
          balance,
          chainBalance,
          accounted,
          holds: balance === accounted && (chainBalance === null || chainBalance === accounted),
          overdueLocks: overdueOf.get(pool.id)?.count ?? 0,
          overdueWei: overdueOf.get(pool.id)?.wei ?? 0n,
          exits: capacityAfterExits(pool, epochs, at.timestamp, deployment.epochLength),
        };
      }),
    };
  };
}
