import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { dressForMigration } from './before-migration';
import type { Database } from './connection';
import { lockDirectory } from './directory-lock';
import { migrationsFolder } from './migrations-folder';
import * as schema from './schema';
import { pgliteWriter } from './writer-pglite';

/** Migrated before it is given out. Throws `DirectoryInUseError` when another process has the directory. */
export async function openPglite(dataDir: string, inMemory: boolean): Promise<Database> {
  const directory = inMemory ? dataDir : resolve(dataDir);
  if (!inMemory) mkdirSync(directory, { recursive: true });
  const unlock = inMemory ? () => {} : lockDirectory(directory);
  try {
    const client = new PGlite(directory);
    await client.waitReady;
    const db = drizzle(client, { schema });
    const folder = migrationsFolder();
    await dressForMigration(db, folder);
    await migrate(db, { migrationsFolder: folder });
    let closing: Promise<void> | undefined;
    const close = () => {
      closing ??= client.close().finally(unlock);
      return closing;
    };
    return {
      db,
      kind: 'pglite',
      openWriter: async () => pgliteWriter(client),
      listen: () => ({ close: async () => {} }),
      connections: () => null,
      close,
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
