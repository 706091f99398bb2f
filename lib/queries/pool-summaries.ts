import { and, asc, eq, gt, inArray, lte } from 'drizzle-orm';
import { epochRows, hourRows, poolRows } from '@/lib/db';
import { epochs, locks, poolHours, pools, stakerCounts } from '@/lib/db/schema';
import type { PoolSummary } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { poolOf } from '@/lib/domain/partition';
import { settlePool } from '@/lib/domain/settle';
import { rowCount, sumOf } from './columns';
import { hasStatus } from './lock-filter';
import { openEpochs } from './open-epochs';
import { runningLocks } from './running-locks';
import type { View } from './view';

const DAY = 86_400;

/**
 * Every pool, oldest first: as stored, as settled at the view's block, with its last 24 hours. Or just one, which may
 * be a generation that is closed; hours and live locks are then those of its pool.
 */
export async function readPoolSummaries(view: View, id?: Hex): Promise<PoolSummary[]> {
  return (await readPoolHealth(view, id)).map(({ overdue: _, ...summary }) => summary);
}

/** `overdue`: the locks that should have settled by now and have not, and the wei that is left in them. */
export type PoolHealth = PoolSummary & { overdue: { count: number; wei: bigint } };

/** The same with what is overdue: one look finds all locks that run, and few routes want to know of these. */
export async function readPoolHealth(view: View, id?: Hex): Promise<PoolHealth[]> {
  const { db, at, deployment, holding } = view;
  const rows = await db
    .select()
    .from(pools)
    .where(id ? holding(pools, eq(pools.id, id)) : and(holding(pools), eq(pools.closed, false)))
    .orderBy(asc(pools.createdBlock), asc(pools.createdLogIndex));
  const poolsFound = rows.map(poolRows.fromRow);
  const ids = poolsFound.map((pool) => poolOf(pool.id));
  const isOverdue = hasStatus('overdue', at.timestamp);
  const today = and(gt(poolHours.hour, at.timestamp - DAY), lte(poolHours.hour, at.timestamp));
  const [running, open] = await Promise.all([
    runningLocks(view, 'live', inArray(locks.pool, ids)),
    openEpochs(view, poolsFound),
  ]);
  const [epochsFound, hours, live, stakers] = await Promise.all([
    db.select().from(epochs).where(open).orderBy(asc(epochs.pool), asc(epochs.epoch)),
    db
      .select()
      .from(poolHours)
      .where(holding(poolHours, and(inArray(poolHours.pool, ids), today)))
      .orderBy(asc(poolHours.pool), asc(poolHours.hour)),
    db
      .select({
        pool: locks.pool,
        count: rowCount(),
        overdue: rowCount(isOverdue),
        overdueWei: sumOf(locks.remaining, isOverdue),
      })
      .from(locks)
      .where(running)
      .groupBy(locks.pool),
    db
      .select()
      .from(stakerCounts)
      .where(holding(stakerCounts, inArray(stakerCounts.pool, ids))),
  ]);

  return poolsFound.map((pool) => {
    const mine = <Row extends { pool: Hex; generation?: number }>(rows: Row[]) =>
      rows.filter((r) => r.pool === poolOf(pool.id) && (r.generation ?? pool.generation) === pool.generation);
    const poolEpochs = mine(epochsFound).map(epochRows.fromRow);
    const its = mine(live)[0];
    return {
      pool,
      settled: settlePool(pool, poolEpochs, at.timestamp, deployment.epochLength),
      epochs: poolEpochs,
      hours: mine(hours).map(hourRows.fromRow),
      openLocks: its?.count ?? 0,
      overdue: { count: its?.overdue ?? 0, wei: its?.overdueWei ?? 0n },
      stakers: mine(stakers)[0]?.stakers ?? 0,
    };
  });
}
