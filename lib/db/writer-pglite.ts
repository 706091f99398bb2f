import type { PGlite, Transaction } from '@electric-sql/pglite';
import type { PgTable } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/pglite';
import type { Writer } from './connection';
import { columnKeys, copyStatement, copyText } from './copy-text';
import * as schema from './schema';

/** The embedded database has one connection and one process: whoever has opened it writes. */
export const pgliteWriter = (client: PGlite): Writer => ({
  tryLead: async () => true,
  transaction: (work) =>
    client.transaction((tx) =>
      work({
        // Drizzle only ever calls `query` of it, which a transaction has, too.
        db: drizzle(tx as unknown as PGlite, { schema }),
        async copy(table, rows) {
          if (rows.length > 0) await copyIn(tx, table, columnKeys(table), copyText(table, rows));
        },
        async copyText(table, keys, text) {
          if (text !== '') await copyIn(tx, table, keys, text);
        },
        async notify() {},
      }),
    ),
  onLost() {},
  async close() {},
});

async function copyIn(tx: Transaction, table: PgTable, keys: readonly string[], text: string): Promise<void> {
  await tx.query(copyStatement(table, keys, "'/dev/blob'"), [], { blob: new Blob([text]) });
}
