import { and, gt, isNull, lte, or, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

type Versioned = { fromBlock: PgColumn; toBlock: PgColumn };

/** The versions that hold now: one an entity. */
export const current = (table: Versioned): SQL => isNull(table.toBlock);

/** The versions that held after block `block`: one for each entity that was there. */
export const asOf = (table: Versioned, block: number): SQL | undefined =>
  and(lte(table.fromBlock, block), or(isNull(table.toBlock), gt(table.toBlock, block)));
