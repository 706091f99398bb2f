import { getTableColumns, getTableName } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { columnOf } from './bulk';
import type { Rows } from './rows';

/** The statement that takes rows in COPY's text form, with the columns of these keys, from the given source. */
export function copyStatement(table: PgTable, keys: readonly string[], source: string): string {
  const names = keys.map((key) => `"${columnOf(table, key).name}"`);
  return `copy "${getTableName(table)}" (${names.join(', ')}) from ${source}`;
}

/** A table's columns as Drizzle names them, in the order in which {@link copyLines} writes them. */
export const columnKeys = (table: PgTable): string[] => Object.keys(getTableColumns(table));

/**
 * Rows in PostgreSQL's text format of COPY: a line a row, fields parted by tabs, `\N` where there is no value
 * (https://www.postgresql.org/docs/current/sql-copy.html, "Text Format").
 */
export function copyLines(table: PgTable, rows: Rows): string {
  const keys = columnKeys(table);
  let text = '';
  for (const row of rows) {
    for (let index = 0; index < keys.length; index += 1) {
      if (index > 0) text += '\t';
      text += field(row[keys[index] ?? '']);
    }
    text += '\n';
  }
  return text;
}

function field(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return escaped(value);
    case 'bigint':
    case 'number':
      return String(value);
    case 'boolean':
      return value ? 't' : 'f';
    case 'object':
      return value === null ? NOTHING : escaped(JSON.stringify(value));
    case 'undefined':
      return NOTHING;
    default:
      throw new TypeError(`a column cannot hold a ${typeof value}`);
  }
}

const NOTHING = '\\N';
const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const escaped = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (char) => ESCAPES[char] ?? char) : text;
