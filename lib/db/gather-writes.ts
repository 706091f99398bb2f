import type { PgTable } from 'drizzle-orm/pg-core';
import type { WriteTx } from './connection';
import { columnKeys, copyLines, copyStatement } from './copy-text';
import type { Step } from './write-batch';

/** Characters of one table that are worth a way of their own to the database and back. */
const ENOUGH = 2 * 1024 * 1024;

type Writes = Pick<WriteTx, 'run' | 'copy' | 'copyText' | 'send'>;
type Target = {
  /** what the statements copy from */
  source: string;
  /** in the order in which it is asked to; each fails when one before has failed */
  send: (steps: readonly Step[]) => Promise<void>;
  /** what comes after all that was written, and with it */
  last?: Step;
};

/**
 * Lets `work` write, and gathers what it writes, rows by their table: so a block is sent at once, and a backfill in
 * large pieces. While one is on its way the work goes on; it waits when the next is full before that has ended. All
 * of it is sent when this resolves.
 */
export async function gatherWrites<Value>(
  { source, send, last }: Target,
  work: (writes: Writes) => Promise<Value>,
): Promise<Value> {
  const statements: Step[] = [];
  /** By their statement, which names the table and the columns. */
  const rows = new Map<string, { statement: string; lines: string[]; length: number }>();
  let sending: Promise<void> = Promise.resolve();
  let failure: { error: unknown } | undefined;

  /** The database takes it after what is on its way; without that, it fails as well. */
  function sendNext(steps: readonly Step[]): void {
    const before = sending;
    const sent = send(steps);
    sending = before.then(() => sent);
    sent.catch((error: unknown) => {
      failure ??= { error };
    });
    sending.catch(() => {});
  }

  function sendGathered(last?: Step): void {
    const steps = [...statements.splice(0), ...rows.values(), ...(last ? [last] : [])];
    rows.clear();
    if (steps.length > 0) sendNext(steps);
  }

  async function append(table: PgTable, keys: readonly string[], lines: string): Promise<void> {
    if (lines === '') return;
    const statement = copyStatement(table, keys, source);
    const ofTable = rows.get(statement) ?? { statement, lines: [], length: 0 };
    ofTable.lines.push(lines);
    ofTable.length += lines.length;
    rows.set(statement, ofTable);
    if (ofTable.length < ENOUGH) return;
    rows.delete(statement);
    await sending;
    // What was asked for before these rows came is done before them.
    sendNext([...statements.splice(0), ofTable]);
  }

  try {
    const value = await work({
      run: (statement, values) => statements.push({ statement, values }),
      copy: (table, some) => append(table, columnKeys(table), copyLines(table, some)),
      copyText: append,
      send: () => sendGathered(),
    });
    sendGathered(last);
    await sending;
    return value;
  } catch (error) {
    // Whatever was asked of the database after a statement had failed could but fail as well.
    throw failure ? failure.error : error;
  }
}
