import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import { migrate as migratePg } from 'drizzle-orm/node-postgres/migrator';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import { Pool } from 'pg';
import type { Database } from './connection';
import { lockDirectory } from './directory-lock';
import { migrationsFolder } from './migrations-folder';
import * as schema from './schema';

/** As `dataDir`: an embedded database that is gone when it is closed. */
export const IN_MEMORY = 'memory://';

/** Any number that nobody else uses: instances that start together must migrate one after the other. */
const MIGRATION_LOCK = 4_158_311;

/**
 * Opens the database and brings its schema up to date.
 * @param options `url` of a PostgreSQL server, else `dataDir` of the embedded PGlite ({@link IN_MEMORY} for tests)
 * Throws `DirectoryInUseError` when another process has the directory; PostgreSQL's own error when it cannot be
 * reached.
 */
export async function openDatabase(options: { url?: string; dataDir?: string }): Promise<Database> {
  if (options.url) return openPostgres(options.url);
  if (options.dataDir) return openPglite(options.dataDir);
  throw new Error('openDatabase needs the url of a PostgreSQL server or a data directory');
}

async function openPostgres(url: string): Promise<Database> {
  const pool = new Pool({ connectionString: url, max: 10 });
  // An idle connection that breaks must not end the process: the next query gets a new one, or its error.
  pool.on('error', () => {});
  try {
    const client = await pool.connect();
    try {
      await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
      await migratePg(drizzlePg(client), { migrationsFolder: migrationsFolder() });
      await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    } finally {
      // Closing the connection gives the lock back in any case.
      client.release(true);
    }
  } catch (error) {
    await pool.end();
    throw error;
  }
  return { db: drizzlePg(pool, { schema }), kind: 'postgres', close: () => pool.end() };
}

async function openPglite(dataDir: string): Promise<Database> {
  const inMemory = dataDir.startsWith(IN_MEMORY);
  const directory = inMemory ? dataDir : resolve(dataDir);
  if (!inMemory) mkdirSync(directory, { recursive: true });
  const unlock = inMemory ? () => {} : lockDirectory(directory);
  try {
    const client = new PGlite(directory);
    await client.waitReady;
    const db = drizzlePglite(client, { schema });
    await migratePglite(db, { migrationsFolder: migrationsFolder() });
    let closing: Promise<void> | undefined;
    const close = () => {
      closing ??= client.close().finally(unlock);
      return closing;
    };
    return { db, kind: 'pglite', close };
  } catch (error) {
    unlock();
    throw error;
  }
}
