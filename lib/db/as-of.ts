import { and, isNull, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core';

type Versioned = { fromBlock: PgColumn; toBlock: PgColumn };
export type VersionedTable = PgTable & Versioned;

/** The versions that hold now: one an entity. */
export const current = (table: Versioned): SQL => isNull(table.toBlock);

/** Later than any block: what has not ended yet ends there. */
const NEVER = Number.MAX_SAFE_INTEGER;

/**
 * The versions that held after block `block`: one for each entity that was there. Written so that no index on either
 * end is of use: half of all versions began before a block, or end after it, and whoever asks knows better what to
 * look for.
 */
export const asOf = (table: Versioned, block: number): SQL =>
  sql`${table.fromBlock} + 0 <= ${block} and coalesce(${table.toBlock}, ${sql.raw(String(NEVER))}) > ${block}`;

/**
 * The same rows as {@link asOf}, found by key: for entities that change in many blocks, whose versions would all be
 * walked through otherwise. No entity ever vanishes, so those of today are all that can have been there; of each, an
 * index finds the version. Says where that row lies, so that no plan but this one is possible.
 *
 * @param among narrows the entities by what never changes about them
 */
export function asOfByKey(table: VersionedTable, block: number, among?: SQL): SQL {
  const config = getTableConfig(table);
  const name = sql.identifier(config.name);
  // The primary key of a versioned table is the entity's key and the block that a version begins at.
  const key = (config.primaryKeys[0]?.columns ?? []).slice(0, -1).map(({ name }) => sql.identifier(name));
  const sameKey = key.map((column) => sql`v.${column} = ${name}.${column}`);
  return sql`${name}.ctid = any (array (
    select (select v.ctid from ${name} v where ${sql.join(sameKey, sql` and `)} and v.from_block <= ${block}
            order by v.from_block desc limit 1)
    from ${name} where ${and(current(table), among)}))`;
}
