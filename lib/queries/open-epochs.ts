import { and, eq, gt, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { epochs, pools } from '@/lib/db/schema';
import type { StateAt } from './state-at';

/** The pool's row of the generation that a row of `table` belongs to: ids differ in their prefix alone. */
export const isGenerationOf = (table: { pool: PgColumn; generation: PgColumn }): SQL =>
  sql`${pools.generation} = ${table.generation} and substr(${pools.id}, 11) = substr(${table.pool}, 11)`;

/**
 * Epochs that still settle something. The contract rolls no epoch that is empty by the time it ends, so empty ones
 * stay unrolled for ever and say nothing; all others are later than the last rolled one of their generation.
 *
 * @param among narrows them to some pools
 */
export const openEpochs = ({ holding }: StateAt, among?: SQL): SQL | undefined =>
  and(
    holding(epochs, among),
    eq(epochs.rolled, false),
    sql`${epochs.epoch} > (select ${pools.rolledEpoch} from ${pools}
      where ${isGenerationOf(epochs)} and ${holding(pools)})`,
    or(gt(epochs.lockEnd, 0n), gt(epochs.sharesLeft, 0n)),
  );
