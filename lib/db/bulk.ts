import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';

export const identifier = (table: PgTable): SQL => sql`${sql.identifier(getTableName(table))}`;

/** A column under its name in the database. @param key as Drizzle names it; throws RangeError when there is none */
export function columnName(table: PgTable, key: string): SQL {
  return sql`${sql.identifier(columnOf(table, key).name)}`;
}

export const columnNames = (table: PgTable, keys: readonly string[]): SQL =>
  sql.join(
    keys.map((key) => columnName(table, key)),
    sql`, `,
  );

/** Whether rows that go by the names `one` and `other` in a statement have the same key. */
export const sameKey = (table: PgTable, key: readonly string[], one: string, other: string): SQL =>
  sql.join(
    key.map((name) => {
      const column = columnName(table, name);
      return sql`${sql.raw(one)}.${column} = ${sql.raw(other)}.${column}`;
    }),
    sql` and `,
  );

/**
 * Values of some of a table's columns as a set that SQL can join: one array a column, so that the statement is the
 * same whatever their number. For keys and numbers only: no value may hold a comma, a quote or a brace.
 * @param rows each with the values of `keys`, in their order
 */
export function keySet(
  table: PgTable,
  keys: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): SQL {
  const arrays = keys.map((key, index) => {
    const literal = `{${rows.map((row) => row[index]).join(',')}}`;
    return sql`cast(${literal}::text as ${sql.raw(elementType(columnOf(table, key)))}[])`;
  });
  return sql`unnest(${sql.join(arrays, sql`, `)})`;
}

/** The type's name without its collation, which an array cannot have. */
const elementType = (column: PgColumn): string => column.getSQLType().replace(/ collate .*$/i, '');

/** Throws RangeError when the table has no such column. */
export function columnOf(table: PgTable, key: string): PgColumn {
  const column = getTableColumns(table)[key];
  if (!column) throw new RangeError(`${getTableName(table)} has no column ${key}`);
  return column;
}
