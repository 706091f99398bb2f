import { and, eq, sql } from 'drizzle-orm';
import { pools } from '@/lib/db/schema';
import type { HistoryAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { capacity } from '@/lib/domain/pool-math';
import { everyStep, readPoolsAt } from './pools-at';
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

/** At each boundary and at the view's block, all pools together. */
async function readMoments(
  view: View,
  ids: readonly Hex[],
  span: { from: number; to: number; step: number },
): Promise<Moment[]> {
  const { timestamp, number } = view.at;
  const now = sql`select ${timestamp}::bigint, ${number}::bigint`;
  const moments = new Map<number, Moment>();
  for (const one of await readPoolsAt(view, ids, sql`${everyStep(span)} union all ${now}`)) {
    const sum = moments.get(one.t) ?? { timestamp: one.t, ...NOTHING };
    moments.set(one.t, {
      timestamp: one.t,
      assets: sum.assets + one.assets,
      locked: sum.locked + one.locked,
      capacity: sum.capacity + capacity(one, one.maxUtilisationBps),
      guaranteedCount: sum.guaranteedCount + one.guaranteedCount,
      guaranteedWei: sum.guaranteedWei + one.guaranteedWei,
      drawnWei: sum.drawnWei + one.drawnWei,
    });
  }
  return [...moments.values()];
}
