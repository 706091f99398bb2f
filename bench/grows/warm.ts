import { withClient } from './fill';

/**
 * Brings a database's tables and indexes into PostgreSQL's memory, where those of a server that has been asked for a while
 * are: what is measured is the answer, and not how soon this machine's disk has a page that nobody needed since the filling.
 */
export function warm(url: string): Promise<void> {
  return withClient(url, async (client) => {
    const { rowCount } = await client.query(
      "select 1 from pg_available_extensions where name = 'pg_prewarm'",
    );
    if (rowCount === 0) {
      console.log('pg_prewarm is not installed: the first questions wait for the disk');
      return;
    }
    await client.query('create extension if not exists pg_prewarm');
    await client.query(`
      select pg_prewarm(oid) from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'i')`);
  });
}
