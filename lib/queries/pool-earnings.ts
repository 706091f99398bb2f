import { and, asc, eq, gte, sql } from 'drizzle-orm';
import { lastNotAfter, poolRows } from '@/lib/db';
import { blocks, events, pools } from '@/lib/db/schema';
import type { PoolSummary } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { poolOf } from '@/lib/domain/partition';
import type { PoolEarnings } from '@/lib/domain/pool-disclosure';
import { pendingAssets } from '@/lib/domain/pool-math';
import { accrueRewards } from '@/lib/domain/reward-stream';
import { amountArg, sumOf } from './columns';
import { lastBlockBefore } from './last-block';
import { everyStep, readPoolsAt } from './pools-at';
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
  const fullHours = { from: from - (from % HOUR) + HOUR, to: to - 1, step: HOUR };
  const [first, hours, funded] = await Promise.all([
    versionBefore(view, pool.id, from),
    readPoolsAt(view, [pool.id], everyStep(fullHours)),
    fundedSince(view, pool.id, from),
  ]);
  // Nothing had come in when the pool began.
  const left = first
    ? accrueRewards(first.rewards, first.shares - first.pendingShares, from)
    : { feesLeft: 0n, topUpsLeft: 0n };
  const fees = left.feesLeft - settled.feesLeft + funded.fees;
  const topUps = left.topUpsLeft - settled.topUpsLeft + funded.topUps;
  const stored = first ? [first, ...hours] : hours;
  const active = [
    ...stored.map((one) => one.assets - pendingAssets(one)),
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
  // By its block, which an index knows.
  const first = db
    .select({ number: blocks.number })
    .from(blocks)
    .where(gte(blocks.timestamp, from))
    .orderBy(asc(blocks.timestamp))
    .limit(1);
  const kind = sql<string>`${events.args} ->> 'kind'`;
  const sums = await db
    .select({
      kind,
      amount: sumOf(amountArg(events.args, 'amount')),
      dust: sumOf(amountArg(events.args, 'dust')),
    })
    .from(events)
    .where(
      and(
        happened(events),
        eq(events.pool, poolOf(pool)),
        eq(events.name, 'RewardFunded'),
        gte(events.block, first),
      ),
    )
    .groupBy(kind);
  const funded = { fees: 0n, topUps: 0n };
  for (const { kind, amount, dust } of sums) {
    funded[kind === '0' ? 'fees' : 'topUps'] += amount;
    funded.topUps += dust;
  }
  return funded;
}

/** The pool as it was stored before this second; null before its first version. */
async function versionBefore({ db }: View, id: Hex, second: number): Promise<Version | null> {
  const { where, orderBy } = lastNotAfter(pools, [sql`${id}`], lastBlockBefore(sql`${second}`));
  const [row] = await db
    .select()
    .from(pools)
    .where(where)
    .orderBy(...orderBy)
    .limit(1);
  return row?.id === id ? poolRows.fromRow(row) : null;
}
