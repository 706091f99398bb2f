import { and, inArray, sql } from 'drizzle-orm';
import { events } from '@/lib/db/schema';
import { epochOf } from '@/lib/domain/pool-math';
import type { View } from './view';

/**
 * How far from a block what was running then can lie, by the longest lock and the longest cooldown that a pool's rules
 * ever allowed: so that a past block is read without a look at all that came before and after it.
 */
export type Reach = {
  /** seconds; a lock that runs was made no longer ago */
  back: number;
  /** no lock ends and no exit leaves after it */
  lastEpoch: number;
};

export async function readReach({ db, at, happened, deployment }: View): Promise<Reach> {
  const param = (name: string) => sql`(${events.args} -> 'params' ->> ${name})::bigint`;
  const [longest] = await db
    .select({
      lock: sql`coalesce(max(${param('maxLockDuration')}), 0)`.mapWith(Number),
      cooldown: sql`coalesce(max(${param('cooldown')}), 0)`.mapWith(Number),
    })
    .from(events)
    .where(and(happened(events), inArray(events.name, ['ParamsSet', 'WalletParamsSet'])));
  const { lock = 0, cooldown = 0 } = longest ?? {};
  return {
    back: lock,
    // A lock ends, and an exit leaves, with the first epoch that begins after its time.
    lastEpoch: epochOf(at.timestamp + Math.max(lock, cooldown), deployment.epochLength) + 1,
  };
}
