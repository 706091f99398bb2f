import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { afterAll, expect, test } from 'vitest';
import { migrationsFolder } from './migrations-folder';

const home = mkdtempSync(join(tmpdir(), 'ampledge-migrations-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The folder as it was when it held `count` migrations. */
function firstMigrations(count: number): string {
  const folder = join(home, String(count));
  cpSync(migrationsFolder(), folder, { recursive: true });
  const file = join(folder, 'meta', '_journal.json');
  const journal: { entries: unknown[] } = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }));
  return folder;
}

test('a database that was filled from the former events is emptied, so that it is filled anew', async () => {
  const client = new PGlite();
  const db = drizzle(client);
  try {
    await migrate(db, { migrationsFolder: firstMigrations(1) });
    await client.exec(`
      insert into source values (1, 31337, '0xaa', '0xbb', 1);
      insert into blocks values (1, '0x01', '0x00', 5);
      insert into positions values ('0xcc', '0xa1', 1, 1, 0, 1, 5, 0, '0x02', 1, null);
      insert into epochs values ('0xcc', 7, 0, 1, 0, false, 1, null);`);
    await migrate(db, { migrationsFolder: migrationsFolder() });
    for (const table of ['source', 'blocks', 'positions', 'epochs']) {
      const { rows } = await client.query(`select * from ${table}`);
      expect(rows, table).toEqual([]);
    }
  } finally {
    await client.close();
  }
}, 60_000);
