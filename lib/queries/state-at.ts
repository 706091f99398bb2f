import { and, lte, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { asOf, asOfByKey, current, type VersionedTable } from '@/lib/db';
import { locks } from '@/lib/db/schema';

/** What a read model says of every table it reads, so that it reads the view's block and no other. */
export type StateAt = {
  /** false at the newest block */
  past: boolean;
  /**
   * The versions that hold at the block: one for each entity that is there.
   * @param among narrows the entities by what never changes about them; helps where a past block is read
   */
  holding(table: VersionedTable, among?: SQL): SQL | undefined;
  /** Facts of the block and of those before it. */
  happened(facts: { block: PgColumn }): SQL | undefined;
};

/** The newest block of the database: what holds is what is current, and nothing has happened since. */
export const stateNow: StateAt = {
  past: false,
  holding: (table, among) => and(current(table), among),
  happened: () => undefined,
};

/** A block before that. */
export const stateAt = (block: number): StateAt => ({
  past: true,
  // Locks have few versions each and are found in the order of their making; of all else, few have many.
  holding: (table, among) =>
    table === locks
      ? and(asOf(locks, block), lte(locks.lockedBlock, block), among)
      : asOfByKey(table, block, among),
  happened: (facts) => lte(facts.block, block),
});
