import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { putUpIndexes } from './bare';
import type { Db } from './connection';

/**
 * A migration changes indexes by their names, so those that were taken down to fill the database are built again before
 * one; without one, whoever fills it goes on without them.
 * @param folder of the migrations
 */
export async function dressForMigration(db: Db, folder: string): Promise<void> {
  if (!(await exists(db, 'public.deferred_indexes'))) return;
  const journal: { entries: unknown[] } = JSON.parse(
    readFileSync(join(folder, 'meta', '_journal.json'), 'utf8'),
  );
  const { rows } = await db.execute<{ done: number }>(
    sql`select count(*)::int as done from drizzle.__drizzle_migrations`,
  );
  if ((rows[0]?.done ?? 0) < journal.entries.length) await putUpIndexes(db);
}

async function exists(db: Db, table: string): Promise<boolean> {
  const { rows } = await db.execute<{ there: boolean }>(
    sql`select to_regclass(${table}) is not null as there`,
  );
  return rows[0]?.there ?? false;
}
