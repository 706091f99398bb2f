import type { PgDatabase, PgQueryResultHKT, PgTable } from 'drizzle-orm/pg-core';
import type { Rows } from './rows';
import type * as schema from './schema';

/** What both drivers answer to raw SQL. */
type RowsAnswer<Row> = { rows: Row[] };
interface RowsResult extends PgQueryResultHKT {
  type: RowsAnswer<this['row']>;
}

/** The Drizzle handle, the same for both drivers; a transaction is one, too. */
export type Db = PgDatabase<RowsResult, typeof schema>;

/** A transaction of the one who writes. */
export type WriteTx = {
  db: Db;
  /**
   * A statement with its values, `$1` and so on, whose answer nobody waits for. It is done before any row that is
   * appended later.
   */
  run(statement: string, values: readonly unknown[]): void;
  /**
   * Appends rows, as Drizzle names and types their columns, by COPY. They are sent in bulk, the last of them when the
   * work is done: it reads none of them, and a row that is there already may fail the transaction only then.
   */
  copy(table: PgTable, rows: Rows): Promise<void>;
  /** The same for rows that are already in COPY's text form, each column in the order of `keys`. */
  copyText(table: PgTable, keys: readonly string[], text: string): Promise<void>;
  /** Sends what was asked for so far: the database is busy with it while the work goes on. */
  send(): void;
  /** Tells every instance that listens, once the transaction has committed; an embedded database has none. */
  notify(channel: string, payload: string): void;
};

/**
 * The one connection that writes. On PostgreSQL it is also where the lock of leadership lives, so that a process
 * which has lost the lock cannot write any more.
 */
export type Writer = {
  /** True when this process is the one that writes; it stays so until the connection is lost or closed. */
  tryLead(): Promise<boolean>;
  /** One after the other, in the order in which they are asked for. */
  transaction<Value>(work: (tx: WriteTx) => Promise<Value>): Promise<Value>;
  /** Called once when the connection breaks; every later call of the writer rejects. */
  onLost(listener: () => void): void;
  close(): Promise<void>;
};

export type Database = {
  db: Db;
  kind: 'pglite' | 'postgres';
  openWriter(): Promise<Writer>;
  /**
   * Calls back at each news of another process, and with null whenever some may have been missed. An embedded database
   * has no other process.
   */
  listen(onNews: (payload: string | null) => void): { close(): Promise<void> };
  /** Connections that read, by what they do, and requests that wait for one; null for an embedded database. */
  connections(): { busy: number; idle: number; waiting: number } | null;
  /** Finishes what runs, closes the connection and gives the directory's lock back. */
  close(): Promise<void>;
};
