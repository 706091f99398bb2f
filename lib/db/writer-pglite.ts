import type { PGlite, Transaction } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import type { Writer } from './connection';
import { gatherWrites } from './gather-writes';
import { oneAfterTheOther } from './one-after-the-other';
import * as schema from './schema';
import type { Step } from './write-batch';

/** The embedded database has one connection and one process: whoever has opened it writes. */
export const pgliteWriter = (client: PGlite): Writer => ({
  tryLead: async () => true,
  transaction: (work) =>
    client.transaction((tx) => {
      // Drizzle only ever calls `query` of it, which a transaction has, too.
      const db = drizzle(tx as unknown as PGlite, { schema });
      const inTurn = oneAfterTheOther();
      const send = (steps: readonly Step[]) => inTurn(() => runAll(tx, steps));
      return gatherWrites({ source: "'/dev/blob'", send }, (writes) => work({ db, ...writes, notify() {} }));
    }),
  onLost() {},
  async close() {},
});

async function runAll(tx: Transaction, steps: readonly Step[]): Promise<void> {
  for (const { statement, values = [], lines } of steps) {
    await tx.query(statement, [...values], lines ? { blob: new Blob([...lines]) } : {});
  }
}
