import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm';
import { type PgColumn, PgDialect, type PgTable } from 'drizzle-orm/pg-core';

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
  const values = keySetValues(keys.length, rows);
  const arrays = keys.map((key, index) => {
    const type = sql.raw(elementType(columnOf(table, key)));
    return sql`cast(${values[index]}::text as ${type}[])`;
  });
  return sql`unnest(${sql.join(arrays, sql`, `)})`;
}

/** The parameters of a statement with such a set, one for each of the `columns`. */
export const keySetValues = (
  columns: number,
  rows: readonly (readonly (string | number)[])[],
): readonly string[] =>
  Array.from({ length: columns }, (_, index) => `{${rows.map((row) => row[index]).join(',')}}`);

const dialect = new PgDialect();

/** The text of a statement that is sent again and again with other values: to put it together takes its time. */
export const statementText = (statement: SQL): string => dialect.sqlToQuery(statement).sql;

/** The type's name without its collation, which an array cannot have. */
const elementType = (column: PgColumn): string => column.getSQLType().replace(/ collate .*$/i, '');

/** Throws RangeError when the table has no such column. */
export function columnOf(table: PgTable, key: string): PgColumn {
  const column = getTableColumns(table)[key];
  if (!column) throw new RangeError(`${getTableName(table)} has no column ${key}`);
  return column;
}
