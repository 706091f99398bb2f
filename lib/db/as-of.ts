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
  const [untilBlock, untilAmong] = textOf(table);
  return sql`${untilBlock}${block}${untilAmong}${and(current(table), among)}))`;
}

const texts = new Map<VersionedTable, readonly [untilBlock: SQL, untilAmong: SQL]>();

/**
 * What a table's {@link asOfByKey} always says, by the rule of {@link lastNotAfter}, as text that is put together once:
 * most routes ask ten tables for a past block, and a query's many small parts cost more than its text.
 */
function textOf(table: VersionedTable): readonly [untilBlock: SQL, untilAmong: SQL] {
  const known = texts.get(table);
  if (known) return known;
  const name = `"${getTableConfig(table).name}"`;
  const key = keyOf(table).map((column) => `"${column.name}"`);
  const version = [...key, `"${table.fromBlock.name}"`].map((column) => `last.${column}`);
  const each = key.map((column) => `${name}.${column}`);
  const sameKey = key.map((column) => `v.${column} = ${name}.${column}`);
  const text = [
    sql.raw(`${name}.ctid = any (array (
    select (select v.ctid from (select last.ctid, last.* from ${name} last
                                where (${version.join(', ')}) <= (${each.join(', ')}, `),
    sql.raw(`::bigint)
                                order by ${version.map((column) => `${column} desc`).join(', ')} limit 1) v
            where ${sameKey.join(' and ')})
    from ${name} where `),
  ] as const;
  texts.set(table, text);
  return text;
}

/** The primary key of a versioned table is the entity's key and the block that a version begins at. */
const keyOf = (table: VersionedTable): PgColumn[] =>
  (getTableConfig(table).primaryKeys[0]?.columns ?? []).slice(0, -1);

/**
 * The last row of a table, in the order of its primary key, that is not after `key` at `block`: the condition for it, and
 * the order whose first row it is. It is the version of `key` that held after the block, if it is one of `key` at all,
 * which whoever asks has to look at. Compared by the whole key, so that no other index is of use: by the block alone, the
 * versions of all others since the last change of a quiet entity would be gone through.
 *
 * @param key values of the entity's key, in its order
 * @param block null is before all blocks
 */
export function lastNotAfter(
  table: VersionedTable,
  key: readonly SQL[],
  block: SQL,
): { where: SQL; orderBy: SQL[] } {
  const columns = [...keyOf(table), table.fromBlock].map(({ name }) => sql`${table}.${sql.identifier(name)}`);
  return {
    // Compared with null, all versions of the key would be gone through in vain.
    where: sql`(${list(columns)}) <= (${list([...key, sql`coalesce(${block}, -1::bigint)`])})`,
    orderBy: columns.map((column) => sql`${column} desc`),
  };
}

/** In raw SQL: all that follows `from`. */
export function selectLast(...of: Parameters<typeof lastNotAfter>): SQL {
  const { where, orderBy } = lastNotAfter(...of);
  return sql`where ${where} order by ${list(orderBy)} limit 1`;
}

const list = (parts: readonly SQL[]): SQL => sql.join([...parts], sql`, `);
