import type { PgTable } from 'drizzle-orm/pg-core';
import type { WriteTx } from './connection';
import { columnKeys, copyLines, copyStatement } from './copy-text';

/** Characters of one table that are worth a statement of their own, which costs two ways to the database and back. */
const ENOUGH = 2 * 1024 * 1024;

type Copies = Pick<WriteTx, 'copy' | 'copyText'>;
type Target = {
  /** what the statements copy from */
  source: string;
  send: (statement: string, lines: readonly string[]) => Promise<void>;
};

/**
 * Lets `work` write, and gathers its rows by table, so that a table costs few statements, however few rows come at a
 * time. While one statement is on its way the work goes on; it waits when the next one is full before that has ended.
 * All of it is sent when this resolves.
 */
export async function withCopies<Value>(
  { source, send }: Target,
  work: (copies: Copies) => Promise<Value>,
): Promise<Value> {
  const waiting = new Map<PgTable, { statement: string; lines: string[]; length: number }>();
  let sending: Promise<void> = Promise.resolve();
  let failure: { error: unknown } | undefined;

  async function sendNext(table: PgTable): Promise<void> {
    const next = waiting.get(table);
    if (!next) return;
    waiting.delete(table);
    await sending;
    sending = send(next.statement, next.lines);
    sending.catch((error: unknown) => {
      failure ??= { error };
    });
  }

  async function append(table: PgTable, keys: readonly string[], lines: string): Promise<void> {
    if (lines === '') return;
    const batch = waiting.get(table) ?? {
      statement: copyStatement(table, keys, source),
      lines: [],
      length: 0,
    };
    batch.lines.push(lines);
    batch.length += lines.length;
    waiting.set(table, batch);
    if (batch.length >= ENOUGH) await sendNext(table);
  }

  try {
    const value = await work({
      copy: (table, rows) => append(table, columnKeys(table), copyLines(table, rows)),
      copyText: append,
    });
    for (const table of [...waiting.keys()]) await sendNext(table);
    await sending;
    return value;
  } catch (error) {
    // Whatever was asked of the database after a statement had failed could but fail as well.
    throw failure ? failure.error : error;
  }
}
