import { and, asc, eq, gte, sql } from 'drizzle-orm';
import { eventFromRow, poolRows } from '@/lib/db';
import { blocks, events, pools } from '@/lib/db/schema';
import type { PoolSummary } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { poolOf } from '@/lib/domain/partition';
import type { PoolEarnings } from '@/lib/domain/pool-disclosure';
import { pendingAssets } from '@/lib/domain/pool-math';
import { accrueRewards } from '@/lib/domain/reward-stream';
import type { View } from './view';

const HOUR = 3_600;
const WINDOW = 7 * 86_400;

type Version = ReturnType<typeof poolRows.fromRow>;

/**
 * What flowed to a pool's active stakes in the last seven days: what was left to hand out at their beginning, and what
 * came in, less what is left now. From when the pool's generation began, if that is later.
 */
export async function readEarnings(view: View, { pool, settled }: PoolSummary): Promise<PoolEarnings> {
  const { db, at, happened } = view;
  const to = at.timestamp;
  const [began] = await db
    .select({ timestamp: blocks.timestamp })
    .from(pools)
    .innerJoin(blocks, eq(blocks.number, pools.fromBlock))
    .where(and(eq(pools.id, pool.id), eq(pools.generation, pool.generation)))
    .orderBy(asc(pools.fromBlock))
    .limit(1);
  const from = Math.min(to, Math.max(to - WINDOW, began?.timestamp ?? to));
  const hours = await versionsAt(view, pool.id, hourly(from, to));
  const first = hours[0];
  // Nothing had come in when the pool began.
  const left = first
    ? accrueRewards(first.rewards, first.shares - first.pendingShares, from)
    : { feesLeft: 0n, topUpsLeft: 0n };
  const funded = await db
    .select()
    .from(events)
    .where(
      and(
        happened(events),
        eq(events.pool, poolOf(pool.id)),
        eq(events.name, 'RewardFunded'),
        gte(events.timestamp, from),
      ),
    );
  let [fees, topUps] = [left.feesLeft - settled.feesLeft, left.topUpsLeft - settled.topUpsLeft];
  for (const event of funded.map(eventFromRow)) {
    if (event.name !== 'RewardFunded') continue;
    if (event.args.kind === 0) fees += event.args.amount;
    else topUps += event.args.amount;
    topUps += event.args.dust;
  }
  const active = [
    ...hours.map((one) => one.assets - pendingAssets(one)),
    settled.assets - settled.pendingAssets,
  ];
  const activeStake = active.reduce((sum, wei) => sum + wei, 0n) / BigInt(active.length);
  return { from, to, fees, topUps, activeStake };
}

/** The window's beginning and each full hour in it. */
function hourly(from: number, to: number): number[] {
  const times = [from];
  for (let hour = from - (from % HOUR) + HOUR; hour < to; hour += HOUR) times.push(hour);
  return times;
}

/** The pool as it was stored before each of these seconds; those before its first version are left out. */
async function versionsAt({ db }: View, id: Hex, times: readonly number[]): Promise<Version[]> {
  const numbers = sql.join(
    times.map((time) => sql`${time}::bigint`),
    sql`, `,
  );
  const { rows } = await db.execute<{ from_block: string | number }>(sql`
    select (select v.from_block from ${pools} v where v.id = ${id} and v.from_block <= b.number
            order by v.from_block desc limit 1) as from_block
    from unnest(array[${numbers}]) with ordinality as moment(t, n)
    cross join lateral (select ${blocks.number} as number from ${blocks} where ${blocks.timestamp} < moment.t
                        order by ${blocks.timestamp} desc limit 1) b
    order by moment.n`);
  const wanted = rows.flatMap(({ from_block }) => (from_block === null ? [] : [Number(from_block)]));
  if (wanted.length === 0) return [];
  const found = await db
    .select()
    .from(pools)
    .where(and(eq(pools.id, id), sql`${pools.fromBlock} in ${[...new Set(wanted)]}`));
  const byBlock = new Map(found.map((row) => [row.fromBlock, poolRows.fromRow(row)]));
  return wanted.flatMap((block) => byBlock.get(block) ?? []);
}
