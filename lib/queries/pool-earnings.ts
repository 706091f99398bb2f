import { and, asc, eq, gte, sql } from 'drizzle-orm';
import { poolRows } from '@/lib/db';
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
  const { db, at } = view;
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
  const funded = await fundedSince(view, pool.id, from);
  const fees = left.feesLeft - settled.feesLeft + funded.fees;
  const topUps = left.topUpsLeft - settled.topUpsLeft + funded.topUps;
  const active = [
    ...hours.map((one) => one.assets - pendingAssets(one)),
    settled.assets - settled.pendingAssets,
  ];
  const activeStake = active.reduce((sum, wei) => sum + wei, 0n) / BigInt(active.length);
  return { from, to, fees, topUps, activeStake };
}

/** What was paid in for the stakers, wei: fees, and what was given on top with the dust of what nobody could claim. */
async function fundedSince(
  { db, happened }: View,
  pool: Hex,
  from: number,
): Promise<{ fees: bigint; topUps: bigint }> {
  const wei = (name: string) => sql`(${events.args} ->> ${sql.raw(`'${name}'`)})::numeric`;
  const isFee = sql`${events.args} ->> 'kind' = '0'`;
  // By its block, which an index knows.
  const first = db
    .select({ number: blocks.number })
    .from(blocks)
    .where(gte(blocks.timestamp, from))
    .orderBy(asc(blocks.timestamp))
    .limit(1);
  const [sums] = await db
    .select({
      fees: sql`coalesce(sum(${wei('amount')}) filter (where ${isFee}), 0)`.mapWith(BigInt),
      topUps: sql`coalesce(sum(${wei('amount')}) filter (where not ${isFee}), 0)`.mapWith(BigInt),
      dust: sql`coalesce(sum(${wei('dust')}), 0)`.mapWith(BigInt),
    })
    .from(events)
    .where(
      and(
        happened(events),
        eq(events.pool, poolOf(pool)),
        eq(events.name, 'RewardFunded'),
        gte(events.block, first),
      ),
    );
  return { fees: sums?.fees ?? 0n, topUps: (sums?.topUps ?? 0n) + (sums?.dust ?? 0n) };
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
