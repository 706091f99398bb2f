import { and, eq, gt, lte, or, type SQL, sql } from 'drizzle-orm';
import { epochs } from '@/lib/db/schema';
import type { Pool } from '@/lib/domain/entities';
import { generationRef } from '@/lib/domain/entity-key';
import { readReach } from './reach';
import type { View } from './view';

/**
 * The epochs of these pools that still settle something. The contract rolls no epoch that is empty by the time it ends,
 * so empty ones stay unrolled for ever and say nothing; all others are later than the last rolled one of their
 * generation.
 */
export async function openEpochs(view: View, pools: readonly Pool[]): Promise<SQL | undefined> {
  if (pools.length === 0) return sql`false`;
  const later = pools.map((pool) => {
    const { pool: id, generation } = generationRef(pool);
    return and(eq(epochs.pool, id), eq(epochs.generation, generation), gt(epochs.epoch, pool.rolledEpoch));
  });
  const near = view.past ? lte(epochs.epoch, (await readReach(view)).lastEpoch) : undefined;
  return and(
    view.holding(epochs, and(or(...later), near)),
    sql`not ${epochs.rolled}`,
    or(gt(epochs.lockEnd, 0n), gt(epochs.sharesLeft, 0n)),
  );
}
