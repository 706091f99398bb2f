import type { PGlite, Transaction } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import type { Writer } from './connection';
import { withCopies } from './copy-buffer';
import * as schema from './schema';

/** The embedded database has one connection and one process: whoever has opened it writes. */
export const pgliteWriter = (client: PGlite): Writer => ({
  tryLead: async () => true,
  transaction: (work) =>
    client.transaction((tx) => {
      // Drizzle only ever calls `query` of it, which a transaction has, too.
      const db = drizzle(tx as unknown as PGlite, { schema });
      const send = (statement: string, lines: readonly string[]) => copyIn(tx, statement, lines);
      return withCopies({ source: "'/dev/blob'", send }, (copies) =>
        work({ db, ...copies, async notify() {} }),
      );
    }),
  onLost() {},
  async close() {},
});

async function copyIn(tx: Transaction, statement: string, lines: readonly string[]): Promise<void> {
  await tx.query(statement, [], { blob: new Blob([...lines]) });
}
