import { and, desc, eq } from 'drizzle-orm';
import { eventFromRow } from '@/lib/db';
import { events } from '@/lib/db/schema';
import type { Loss, PoolAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { poolOf } from '@/lib/domain/partition';
import { readEarnings } from './pool-earnings';
import { readPoolSummaries } from './pool-summaries';
import { readRoles } from './roles';
import type { Finish, View } from './view';

const LOSSES = 50;

/** One pool with its last losses, of any generation, newest first, what it earned and who has a say in it; null when there is none with this id. */
export async function readPool(view: View, id: Hex): Promise<Finish<PoolAnswer> | null> {
  const { at, deployment } = view;
  const [[summary], losses, roles] = await Promise.all([
    readPoolSummaries(view, id),
    readLosses(view, id),
    readRoles(view, 'pool'),
  ]);
  if (!summary) return null;
  const earnings = await readEarnings(view, summary);
  return async (chain) => ({
    at,
    price: await chain.price(),
    epochLength: deployment.epochLength,
    summary,
    losses,
    earnings,
    roles,
  });
}

async function readLosses({ db, happened }: View, pool: Hex): Promise<Loss[]> {
  const rows = await db
    .select()
    .from(events)
    .where(and(happened(events), eq(events.pool, poolOf(pool)), eq(events.name, 'LockDrawn')))
    .orderBy(desc(events.block), desc(events.logIndex))
    .limit(LOSSES);
  return rows.flatMap((row) => {
    const event = eventFromRow(row);
    if (event.name !== 'LockDrawn') return [];
    const { paymentId, merchant, amount, totalAssets, totalShares } = event.args;
    return [
      { at: event.at, paymentId, merchant, amount, assetsBefore: totalAssets + amount, shares: totalShares },
    ];
  });
}
