import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type * as schema from './schema';

/** What both drivers answer to raw SQL. */
type Rows<Row> = { rows: Row[] };
interface RowsResult extends PgQueryResultHKT {
  type: Rows<this['row']>;
}

/** The Drizzle handle, the same for both drivers; a transaction is one, too. */
export type Db = PgDatabase<RowsResult, typeof schema>;

export type Database = {
  db: Db;
  kind: 'pglite' | 'postgres';
  /** Finishes what runs, closes the connection and gives the directory's lock back. */
  close(): Promise<void>;
};
