import { and, asc, gte, inArray, sql } from 'drizzle-orm';
import { blocks, events } from '@/lib/db/schema';
import { epochOf } from '@/lib/domain/pool-math';
import type { View } from './view';

/**
 * How far from a block what was running then can lie, by the longest lock and the longest cooldown that a pool's rules
 * ever allowed: so that a past block is read without a look at all that came before and after it.
 */
export type Reach = {
  /** no lock that runs was made before this block */
  firstBlock: number;
  /** no lock ends and no exit leaves after it */
  lastEpoch: number;
};

const known = new WeakMap<View, Promise<Reach>>();

/** Read once a view. */
export function readReach(view: View): Promise<Reach> {
  const reach = known.get(view) ?? findReach(view);
  known.set(view, reach);
  return reach;
}

async function findReach({ db, at, happened, deployment }: View): Promise<Reach> {
  const param = (name: string) => sql`(${events.args} -> 'params' ->> ${name})::bigint`;
  const [longest] = await db
    .select({
      lock: sql`coalesce(max(${param('maxLockDuration')}), 0)`.mapWith(Number),
      cooldown: sql`coalesce(max(${param('cooldown')}), 0)`.mapWith(Number),
    })
    .from(events)
    .where(and(happened(events), inArray(events.name, ['ParamsSet', 'WalletParamsSet'])));
  const { lock = 0, cooldown = 0 } = longest ?? {};
  const [first] = await db
    .select({ number: blocks.number })
    .from(blocks)
    .where(gte(blocks.timestamp, at.timestamp - lock))
    .orderBy(asc(blocks.timestamp))
    .limit(1);
  return {
    firstBlock: first?.number ?? at.number,
    // A lock ends, and an exit leaves, with the first epoch that begins after its time.
    lastEpoch: epochOf(at.timestamp + Math.max(lock, cooldown), deployment.epochLength) + 1,
  };
}
