import { and, gt, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core';

type Versioned = { fromBlock: PgColumn; toBlock: PgColumn };
export type VersionedTable = PgTable & Versioned;

/** The versions that hold now: one an entity. */
export const current = (table: Versioned): SQL => isNull(table.toBlock);

/** The versions that held after block `block`: one for each entity that was there. */
export const asOf = (table: Versioned, block: number): SQL | undefined =>
  and(lte(table.fromBlock, block), or(isNull(table.toBlock), gt(table.toBlock, block)));

/**
 * The same rows as {@link asOf}, found by key: for entities that change in many blocks, whose versions would all be
 * walked through otherwise. No entity ever vanishes, so those of today are all that can have been there.
 *
 * @param among narrows the entities by what never changes about them
 */
export function asOfByKey(table: VersionedTable, block: number, among?: SQL): SQL {
  const config = getTableConfig(table);
  const name = sql.identifier(config.name);
  // The primary key of a versioned table is the entity's key and the block that a version begins at.
  const columns = (config.primaryKeys[0]?.columns ?? []).map((column) => sql.identifier(column.name));
  const own = columns.map((column) => sql`${name}.${column}`);
  const sameKey = columns.slice(0, -1).map((key) => sql`v.${key} = ${name}.${key}`);
  const newest = sql`select v.from_block from ${name} v
    where ${sql.join(sameKey, sql` and `)} and v.from_block <= ${block} order by v.from_block desc limit 1`;
  return sql`(${sql.join(own, sql`, `)}) in (
    select ${sql.join(own.slice(0, -1), sql`, `)}, (${newest}) from ${name}
    where ${and(current(table), among)})`;
}
