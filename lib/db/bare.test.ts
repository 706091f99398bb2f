import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isBare, putUpIndexes, takeDownIndexes } from './bare';
import { dressForMigration } from './before-migration';
import type { Database, Db, Writer } from './connection';
import { migrationsFolder } from './migrations-folder';
import { IN_MEMORY, openDatabase } from './open';
import { hasPostgres, type PostgresServer, startPostgres } from './testing/postgres-server';

const indexesOf = async (db: Db): Promise<string[]> => {
  const { rows } = await db.execute<{ definition: string }>(sql`
    select i.indexdef || coalesce(' ' || c.contype::text, '') as definition from pg_indexes i
    left join pg_constraint c on c.conname = i.indexname where i.schemaname = 'public' order by 1`);
  return rows.map(({ definition }) => definition);
};

describe.each([
  ['PGlite', true],
  ['PostgreSQL', hasPostgres],
] as const)('what only readers need, on %s', (name, available) => {
  const check = test.skipIf(!available);
  const home = mkdtempSync(join(tmpdir(), 'ampledge-bare-'));
  let server: PostgresServer | undefined;
  let database: Database;
  let writer: Writer;

  beforeAll(async () => {
    if (!available) return;
    if (name === 'PostgreSQL') server = await startPostgres();
    database = await openDatabase(server ? { url: server.url } : { dataDir: IN_MEMORY });
    writer = await database.openWriter();
  }, 180_000);
  afterAll(async () => {
    await writer?.close();
    await database?.close();
    await server?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  check('is taken down, save for what finds current versions, and built again as it was', async () => {
    const { db } = database;
    const before = await indexesOf(db);
    await writer.transaction((tx) => takeDownIndexes(tx.db));
    expect(await isBare(db)).toBe(true);
    const bare = await indexesOf(db);
    expect(bare.length).toBeLessThan(before.length);
    expect(bare.filter((one) => one.includes(' ON public.balances'))).toHaveLength(1);
    expect(bare.filter((one) => one.includes(' ON public.transfers'))).toEqual([]);
    expect(bare.filter((one) => one.includes('balances_current'))).toHaveLength(1);
    await putUpIndexes(db, 2);
    expect(await indexesOf(db)).toEqual(before);
    expect(await isBare(db)).toBe(false);
  });

  check('stays there when the transaction that takes it down fails', async () => {
    const before = await indexesOf(database.db);
    const broken = writer.transaction(async (tx) => {
      await takeDownIndexes(tx.db);
      throw new Error('half-way');
    });
    await expect(broken).rejects.toThrow('half-way');
    expect(await indexesOf(database.db)).toEqual(before);
    expect(await isBare(database.db)).toBe(false);
  });

  check('is there again before a migration, and not without one', async () => {
    const { db } = database;
    const before = await indexesOf(db);
    await writer.transaction((tx) => takeDownIndexes(tx.db));
    await dressForMigration(db, migrationsFolder());
    expect(await isBare(db)).toBe(true);
    const folder = join(home, 'next');
    cpSync(migrationsFolder(), folder, { recursive: true });
    const file = join(folder, 'meta', '_journal.json');
    const journal: { entries: unknown[] } = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...journal, entries: [...journal.entries, {}] }));
    await dressForMigration(db, folder);
    expect(await isBare(db)).toBe(false);
    expect(await indexesOf(db)).toEqual(before);
  });
});
