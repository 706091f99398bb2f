import type { Database } from './connection';

/** As `dataDir`: an embedded database that is gone when it is closed. */
export const IN_MEMORY = 'memory://';

/**
 * Opens the database and brings its schema up to date. Only the driver that is used is loaded: the embedded one alone
 * is worth hundreds of megabytes.
 * @param options `url` of a PostgreSQL server, else `dataDir` of the embedded PGlite ({@link IN_MEMORY} for tests)
 * Throws `DirectoryInUseError` when another process has the directory; PostgreSQL's own error when it cannot be
 * reached.
 */
export async function openDatabase(options: { url?: string; dataDir?: string }): Promise<Database> {
  if (options.url) return (await import('./open-postgres')).openPostgres(options.url);
  if (options.dataDir) {
    const inMemory = options.dataDir.startsWith(IN_MEMORY);
    return (await import('./open-pglite')).openPglite(options.dataDir, inMemory);
  }
  throw new Error('openDatabase needs the url of a PostgreSQL server or a data directory');
}
