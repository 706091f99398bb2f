import { and, eq, sql } from 'drizzle-orm';
import { blocks, pools } from '@/lib/db/schema';
import type { HistoryAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { capacity } from '@/lib/domain/pool-math';
import type { Finish, View } from './view';

/** Seconds of one interval, and how far back it goes. */
const SPANS = {
  '5m': { step: 300, back: 86_400 },
  '15m': { step: 900, back: 86_400 },
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
  const known = await db
    .select({ id: pools.id })
    .from(pools)
    .where(and(holding(pools, pool === 'all' ? undefined : eq(pools.id, pool)), eq(pools.closed, false)));
  if (pool !== 'all' && known.length === 0) return null;
  const { step, back } = SPANS[interval];
  const lastBoundary = at.timestamp - (at.timestamp % step);
  // A head that stands on a boundary is that boundary's point.
  const to = lastBoundary === at.timestamp ? lastBoundary - step : lastBoundary;
  const from = lastBoundary - back;
  const ids = known.map(({ id }) => id);
  // One more at the start: what was summed up by then, to take it away from the first point.
  const moments = await readMoments(view, ids, { from: from - step, to, step });
  const points = moments.flatMap((now, index) => {
    const { timestamp, assets, locked, capacity } = now;
    if (timestamp < from) return [];
    // A moment that is not there was before the first pool.
    const before = moments[index - 1] ?? NOTHING;
    return [
      {
        ...{ timestamp, assets, locked, capacity },
        guaranteedCount: now.guaranteedCount - before.guaranteedCount,
        guaranteedWei: now.guaranteedWei - before.guaranteedWei,
        drawnWei: now.drawnWei - before.drawnWei,
      },
    ];
  });
  return async () => ({ at, pool, interval, points });
}

/** All that pools held at a moment, and all that they had summed up by then. */
type Moment = HistoryAnswer['points'][number];

const NOTHING: Omit<Moment, 'timestamp'> = {
  assets: 0n,
  locked: 0n,
  capacity: 0n,
  guaranteedCount: 0,
  guaranteedWei: 0n,
  drawnWei: 0n,
};

/** At each boundary and at the view's block: of the versions that held when the boundary passed. */
async function readMoments(
  { db, at }: View,
  ids: readonly Hex[],
  { from, to, step }: { from: number; to: number; step: number },
): Promise<Moment[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.execute<Record<string, string | number>>(sql`
    with moments as materialized (
      select t, (select ${blocks.number} from ${blocks} where ${blocks.timestamp} < t
                 order by ${blocks.timestamp} desc limit 1) as block
      from generate_series(${from}::bigint, ${to}::bigint, ${step}::bigint) t
      union all select ${at.timestamp}::bigint, ${at.number}::bigint
    )
    select t, v.* from moments cross join unnest(array[${sql.join(
      ids.map((id) => sql`${id}`),
      sql`, `,
    )}]::text[]) as every(id)
    cross join lateral (
      select ${pools.assets} as assets, ${pools.shares} as shares, ${pools.pendingShares} as pending_shares,
             ${pools.locked} as locked, ${pools.maxUtilisationBps} as max_utilisation_bps,
             ${pools.guaranteedCount} as guaranteed_count, ${pools.guaranteedWei} as guaranteed_wei,
             ${pools.drawnWei} as drawn_wei
      from ${pools} where ${pools.id} = every.id and ${pools.fromBlock} <= moments.block
      order by ${pools.fromBlock} desc limit 1
    ) v order by t`);
  const moments = new Map<number, Moment>();
  for (const row of rows) {
    const wei = (name: string) => BigInt(row[name] ?? 0);
    const timestamp = Number(row.t);
    const sum = moments.get(timestamp) ?? { timestamp, ...NOTHING };
    const totals = { assets: wei('assets'), shares: wei('shares'), pendingShares: wei('pending_shares') };
    moments.set(timestamp, {
      timestamp,
      assets: sum.assets + totals.assets,
      locked: sum.locked + wei('locked'),
      capacity: sum.capacity + capacity(totals, Number(row.max_utilisation_bps)),
      guaranteedCount: sum.guaranteedCount + Number(row.guaranteed_count),
      guaranteedWei: sum.guaranteedWei + wei('guaranteed_wei'),
      drawnWei: sum.drawnWei + wei('drawn_wei'),
    });
  }
  return [...moments.values()];
}
