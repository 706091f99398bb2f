import { and, eq, gte, type SQL, sql } from 'drizzle-orm';
import { blocks, events, locks, poolHours, pools } from '@/lib/db/schema';
import type { HistoryAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { capacity } from '@/lib/domain/pool-math';
import { amountArg, rowCount, sumOf } from './columns';
import type { Finish, View } from './view';

/** Seconds of one interval, and how far back it goes. */
const SPANS = {
  '5m': { step: 300, back: 86_400 },
  '1h': { step: 3_600, back: 7 * 86_400 },
  '1d': { step: 86_400, back: 90 * 86_400 },
} as const;

export type HistoryQuery = { pool: Hex | 'all'; interval: HistoryAnswer['interval'] };

/**
 * A pool, or all of them together, over time: a point for each boundary of the interval, and one for now, whose
 * interval is not over. Totals are what was stored when the boundary passed; sums are of what happened from the
 * boundary before until just before this one. Begins where the chain begins. Null for a pool that does not exist.
 */
export async function readHistory(
  view: View,
  { pool, interval }: HistoryQuery,
): Promise<Finish<HistoryAnswer> | null> {
  const { at, db, holding } = view;
  if (pool !== 'all') {
    const [known] = await db
      .select({ id: pools.id })
      .from(pools)
      .where(and(holding(pools, eq(pools.id, pool)), eq(pools.closed, false)));
    if (!known) return null;
  }
  const { step, back } = SPANS[interval];
  const lastBoundary = at.timestamp - (at.timestamp % step);
  // A head that stands on a boundary is that boundary's point.
  const to = lastBoundary === at.timestamp ? lastBoundary - step : lastBoundary;
  const totals = await readTotals(view, pool, { from: lastBoundary - back, to, step });
  const sums = await readSums(view, pool, { from: lastBoundary - back - step, step });
  const none: Sums = { guaranteedCount: 0, guaranteedWei: 0n, drawnWei: 0n };
  const points = totals.map(({ timestamp, ...rest }) => {
    const begin = timestamp > lastBoundary ? lastBoundary : timestamp - step;
    return { timestamp, ...rest, ...(sums.get(begin) ?? none) };
  });
  return async () => ({ at, pool, interval, points });
}

type Totals = { timestamp: number; assets: bigint; locked: bigint; capacity: bigint };

/** Stored totals at each boundary and at the head: of the version that held when the boundary passed. */
async function readTotals(
  { db, at, holding }: View,
  pool: Hex | 'all',
  { from, to, step }: { from: number; to: number; step: number },
): Promise<Totals[]> {
  const only = pool === 'all' ? sql`true` : sql`${pools.id} = ${pool}`;
  const { rows } = await db.execute<Record<string, unknown>>(sql`
    with moments as (
      select t, (select ${blocks.number} from ${blocks} where ${blocks.timestamp} < t
                 order by ${blocks.timestamp} desc limit 1) as block
      from generate_series(${from}::bigint, ${to}::bigint, ${step}::bigint) t
      union all select ${at.timestamp}::bigint, ${at.number}::bigint
    ), every_pool as (select distinct ${pools.id} as id from ${pools} where ${holding(pools)} and not ${pools.closed} and ${only})
    select t, v.* from moments cross join every_pool cross join lateral (
      select ${pools.assets} as assets, ${pools.shares} as shares, ${pools.pendingShares} as pending_shares,
             ${pools.locked} as locked, ${pools.maxUtilisationBps} as max_utilisation_bps
      from ${pools} where ${pools.id} = every_pool.id and ${pools.fromBlock} <= moments.block
      order by ${pools.fromBlock} desc limit 1
    ) v order by t`);
  const points = new Map<number, Totals>();
  for (const row of rows) {
    const timestamp = Number(row.t);
    const sum = points.get(timestamp) ?? { timestamp, assets: 0n, locked: 0n, capacity: 0n };
    const assets = BigInt(String(row.assets));
    const totals = {
      assets,
      shares: BigInt(String(row.shares)),
      pendingShares: BigInt(String(row.pending_shares)),
    };
    points.set(timestamp, {
      timestamp,
      assets: sum.assets + assets,
      locked: sum.locked + BigInt(String(row.locked)),
      capacity: sum.capacity + capacity(totals, Number(row.max_utilisation_bps)),
    });
  }
  return [...points.values()];
}

type Sums = { guaranteedCount: number; guaranteedWei: bigint; drawnWei: bigint };
type Window = { from: number; step: number };

/** What happened in each interval, by the second at which it begins. */
const readSums = (view: View, pool: Hex | 'all', window: Window): Promise<Map<number, Sums>> =>
  window.step < 3_600 ? sumsOfEvents(view, pool, window) : sumsOfHours(view, pool, window);

const startOf = (timestamp: SQL, step: number): SQL<number> =>
  // The step is one of SPANS, never a visitor's: as a parameter, it would not match itself in `group by`.
  sql`${timestamp} - ${timestamp} % ${sql.raw(String(step))}`.mapWith(Number);

async function sumsOfHours({ db, holding }: View, pool: Hex | 'all', { from, step }: Window) {
  const begin = startOf(sql`${poolHours.hour}`, step);
  const rows = await db
    .select({
      begin,
      guaranteedCount: sql`sum(${poolHours.guaranteedCount})`.mapWith(Number),
      guaranteedWei: sumOf(poolHours.guaranteedWei),
      drawnWei: sumOf(poolHours.drawnWei),
    })
    .from(poolHours)
    .where(
      holding(
        poolHours,
        and(gte(poolHours.hour, from), pool === 'all' ? undefined : eq(poolHours.pool, pool)),
      ),
    )
    .groupBy(begin);
  return new Map(rows.map(({ begin, ...sums }) => [begin, sums]));
}

/** Finer than the hours that are kept: from the locks and draws themselves. */
async function sumsOfEvents({ db, holding, happened }: View, pool: Hex | 'all', { from, step }: Window) {
  const firstBlock = sql`(select min(${blocks.number}) from ${blocks} where ${blocks.timestamp} >= ${from})`;
  const lockedIn = startOf(sql`${locks.lockedTimestamp}`, step);
  const locked = await db
    .select({ begin: lockedIn, guaranteedCount: rowCount(), guaranteedWei: sumOf(locks.amount) })
    .from(locks)
    .where(
      and(
        holding(locks),
        gte(locks.lockedBlock, firstBlock),
        pool === 'all' ? undefined : eq(locks.pool, pool),
      ),
    )
    .groupBy(lockedIn);
  const drawnIn = startOf(sql`${events.timestamp}`, step);
  const drawn = await db
    .select({ begin: drawnIn, drawnWei: sumOf(amountArg(events.args, 'amount')) })
    .from(events)
    .where(
      and(
        happened(events),
        eq(events.name, 'LockDrawn'),
        gte(events.block, firstBlock),
        pool === 'all' ? undefined : eq(events.pool, pool),
      ),
    )
    .groupBy(drawnIn);
  const sums = new Map<number, Sums>(locked.map(({ begin, ...rest }) => [begin, { ...rest, drawnWei: 0n }]));
  for (const { begin, drawnWei } of drawn) {
    const known = sums.get(begin) ?? { guaranteedCount: 0, guaranteedWei: 0n, drawnWei: 0n };
    sums.set(begin, { ...known, drawnWei });
  }
  return sums;
}
