import { getTableName, sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { identifier } from './bulk';
import type { Db } from './connection';
import { entityKinds, entityTable } from './entity-tables';
import { auditAlarms, auditProgress, blocks, events, source, spendable, transfers } from './schema';

const tables: PgTable[] = [source, blocks, events, transfers, spendable, ...entityKinds.map(entityTable)];
/** What was found out about the rest, and when: not a part of what the chain says. */
const notes: PgTable[] = [auditAlarms, auditProgress];

/** Every row of every table as JSON text, in the order of its primary key: equal dumps mean equal databases. */
export type Dump = Record<string, string[]>;

export async function dumpDatabase(db: Db): Promise<Dump> {
  const dump: Dump = {};
  for (const table of tables) {
    const result = await db.execute<{ row: string }>(
      sql`select to_json(t)::text as row from ${identifier(table)} t order by ${primaryKeyOf(table)}`,
    );
    dump[getTableName(table)] = result.rows.map(({ row }) => row);
  }
  return dump;
}

function primaryKeyOf(table: PgTable) {
  const { primaryKeys, columns } = getTableConfig(table);
  const key = primaryKeys[0]?.columns ?? columns.filter((column) => column.primary);
  return sql.join(
    key.map((column) => sql.identifier(column.name)),
    sql`, `,
  );
}

/** The first differences between two dumps, in words for a person; empty when they are equal. */
export function compareDumps(left: Dump, right: Dump, most = 5): string[] {
  const differences: string[] = [];
  for (const table of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const rows = { left: new Set(left[table]), right: new Set(right[table]) };
    for (const row of rows.left) if (!rows.right.has(row)) differences.push(`${table}: only left ${row}`);
    for (const row of rows.right) if (!rows.left.has(row)) differences.push(`${table}: only right ${row}`);
  }
  return differences.slice(0, most);
}

/** Forgets everything but the schema, so that the next follower starts from its deployment's first block. */
export async function emptyDatabase(db: Db): Promise<void> {
  const looks = [...tables, ...notes].map(
    (table) => sql`select ${getTableName(table)} as name where exists (select from ${identifier(table)})`,
  );
  const { rows } = await db.execute<{ name: string }>(sql.join(looks, sql` union all `));
  if (rows.length === 0) return;
  // A table that is empty already is left alone: to truncate it costs as much as one that is full.
  await db.execute(
    sql`truncate ${sql.join(
      rows.map(({ name }) => sql.identifier(name)),
      sql`, `,
    )}`,
  );
}
