import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Pool } from 'pg';
import { dressForMigration } from './before-migration';
import type { Database } from './connection';
import { listenPostgres } from './listen-postgres';
import { migrationsFolder } from './migrations-folder';
import { NEWS } from './news';
import * as schema from './schema';
import { openPostgresWriter } from './writer-postgres';

/** Any number that nobody else uses: instances that start together must migrate one after the other. */
const MIGRATION_LOCK = 4_158_311;

/** Migrated before it is given out. Rejects with PostgreSQL's own error when it cannot be reached. */
export async function openPostgres(url: string): Promise<Database> {
  // What is asked for together is sent together: a read model's questions wait for one answer, not for each other's.
  const pool = new Pool({ connectionString: url, max: 10, pipeline: true });
  // An idle connection that breaks must not end the process: the next query gets a new one, or its error.
  pool.on('error', () => {});
  // Nor one that breaks between two queries of a transaction: the next of them fails.
  pool.on('connect', (client) => client.on('error', () => {}));
  try {
    const client = await pool.connect();
    try {
      await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
      const folder = migrationsFolder();
      await dressForMigration(drizzle(client, { schema }), folder);
      await migrate(drizzle(client), { migrationsFolder: folder });
      await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    } finally {
      // Closing the connection gives the lock back in any case.
      client.release(true);
    }
  } catch (error) {
    await pool.end();
    throw error;
  }
  return {
    db: drizzle(pool, { schema }),
    kind: 'postgres',
    openWriter: () => openPostgresWriter(url),
    listen: (onNews) => listenPostgres(url, NEWS, onNews),
    connections: () => ({
      busy: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: () => pool.end(),
  };
}
