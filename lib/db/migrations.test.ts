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

test('what accounts held in the default partition becomes a row each; versions of other slices stay', async () => {
  const client = new PGlite();
  const db = drizzle(client);
  const inDefault = `0x${'0'.repeat(64)}`;
  try {
    await migrate(db, { migrationsFolder: firstMigrations(10) });
    await client.exec(`
      insert into balances (partition, account, amount, from_block, to_block) values
        ('${inDefault}', '0xa1', 5, 3, 7), ('${inDefault}', '0xa1', 9, 7, null),
        ('${inDefault}', '0xa2', 0, 4, null), ('0xcc', '0xa1', 1, 3, 4), ('0xcc', '0xa1', 2, 4, null);`);
    await migrate(db, { migrationsFolder: migrationsFolder() });
    const { rows } = await client.query(
      'select account, amount, since_block from spendable order by account',
    );
    expect(rows).toEqual([
      { account: '0xa1', amount: '9', since_block: 3 },
      { account: '0xa2', amount: '0', since_block: 4 },
    ]);
    const { rows: versions } = await client.query(
      'select partition, amount from balances order by from_block',
    );
    expect(versions).toEqual([
      { partition: '0xcc', amount: '1' },
      { partition: '0xcc', amount: '2' },
    ]);
  } finally {
    await client.close();
  }
}, 60_000);
