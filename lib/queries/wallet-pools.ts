import { and, asc, eq, gt, inArray, lte } from 'drizzle-orm';
import { hourRows, walletEpochRows, walletPoolRows } from '@/lib/db';
import { locks, poolHours, walletEpochs, walletPools } from '@/lib/db/schema';
import type { WalletPoolsAnswer } from '@/lib/domain/api';
import { drawnInWindow, windowEnds } from '@/lib/domain/draw-window';
import { epochOf } from '@/lib/domain/pool-math';
import { lockedInPlace } from '@/lib/domain/settle-holder';
import { rowCount } from './columns';
import { runningLocks } from './running-locks';
import type { Finish, View } from './view';

const DAY = 86_400;

/** Every pool of collateral in place, oldest first. */
export async function readWalletPools(view: View): Promise<Finish<WalletPoolsAnswer>> {
  const { db, at, deployment, holding } = view;
  const { epochLength } = deployment;
  const rows = await db
    .select()
    .from(walletPools)
    .where(holding(walletPools))
    .orderBy(asc(walletPools.createdBlock), asc(walletPools.createdLogIndex));
  const pools = rows.map(walletPoolRows.fromRow);
  const ids = pools.map(({ id }) => id);
  const running = gt(walletEpochs.epoch, epochOf(at.timestamp, epochLength));
  const today = and(gt(poolHours.hour, at.timestamp - DAY), lte(poolHours.hour, at.timestamp));
  const live = await runningLocks(view, 'live', eq(locks.kind, 'in-place'));
  const [epochRows, hours, open] = await Promise.all([
    db
      .select()
      .from(walletEpochs)
      .where(
        and(
          holding(walletEpochs, and(inArray(walletEpochs.pool, ids), running)),
          gt(walletEpochs.lockEnd, 0n),
        ),
      )
      .orderBy(asc(walletEpochs.pool), asc(walletEpochs.epoch)),
    db
      .select()
      .from(poolHours)
      .where(holding(poolHours, and(inArray(poolHours.pool, ids), today)))
      .orderBy(asc(poolHours.pool), asc(poolHours.hour)),
    db.select({ pool: locks.pool, count: rowCount() }).from(locks).where(live).groupBy(locks.pool),
  ]);
  const epochs = epochRows.map(walletEpochRows.fromRow);

  return async (chain) => ({
    at,
    price: await chain.price(),
    epochLength,
    pools: pools.map((pool) => ({
      pool,
      settled: {
        locked: lockedInPlace(pool.id, epochs, at.timestamp, epochLength),
        drawnInWindow: drawnInWindow(pool, at.timestamp),
        windowEnds: windowEnds(pool, at.timestamp),
      },
      epochs: epochs.filter((epoch) => epoch.pool === pool.id),
      hours: hours.filter((hour) => hour.pool === pool.id).map(hourRows.fromRow),
      openLocks: open.find((row) => row.pool === pool.id)?.count ?? 0,
    })),
  });
}
