import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Db } from './connection';
import type { Rows } from './rows';

/**
 * Rows as one parameter, whatever their number, as a set that SQL can join: `json_populate_recordset` casts every
 * value to its column's type. Far faster here than a placeholder a value, and not bound by their highest number.
 */
export function recordset(table: PgTable, rows: Rows): SQL {
  const columns = Object.entries(getTableColumns(table));
  const named = rows.map((row) =>
    Object.fromEntries(
      columns.flatMap(([key, column]) => (row[key] === undefined ? [] : [[column.name, row[key]]])),
    ),
  );
  const json = JSON.stringify(named, (_key, value) => (typeof value === 'bigint' ? value.toString() : value));
  return sql`json_populate_recordset(null::${identifier(table)}, ${json}::json)`;
}

export const identifier = (table: PgTable): SQL => sql`${sql.identifier(getTableName(table))}`;

/** Inserts all rows in one statement; a row that is there already makes it fail. */
export async function insertRows(tx: Db, table: PgTable, rows: Rows): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`insert into ${identifier(table)} select * from ${recordset(table, rows)}`);
}
