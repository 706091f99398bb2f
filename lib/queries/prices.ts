import { sql } from 'drizzle-orm';
import { locks } from '@/lib/db/schema';
import { USD } from '@/lib/domain/currency';
import type { View } from './view';

/** A quote says what AMP was worth for about this long. */
const DAY = 86_400;

/**
 * US dollars for one AMP, scaled by 1e8, as the newest payment that was guaranteed at a block or before it was quoted;
 * nothing for a block without one in the day before.
 */
export async function pricesAt(
  { db }: View,
  moments: readonly { block: number; timestamp: number }[],
): Promise<ReadonlyMap<number, bigint>> {
  if (moments.length === 0) return new Map();
  const asked = JSON.stringify([...new Map(moments.map((one) => [one.block, one.timestamp]))]);
  const block = sql`(asked.pair ->> 0)::bigint`;
  const quote = sql`(
    select ${locks.ampPrice} from ${locks}
    where ${locks.lockedBlock} <= ${block} and ${locks.currency} = ${USD}
      and ${locks.lockedTimestamp} > (asked.pair ->> 1)::bigint - ${DAY}
    order by ${locks.lockedBlock} desc, ${locks.lockedLogIndex} desc
    limit 1)`;
  const rows = await db
    .select({
      block: block.mapWith(Number),
      price: quote.mapWith((value: unknown) => (value === null ? null : BigInt(String(value)))),
    })
    .from(sql`jsonb_array_elements(${asked}::jsonb) as asked(pair)`);
  return new Map(rows.flatMap(({ block, price }) => (price === null ? [] : [[block, price]])));
}
