import type { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import type { Writer } from './connection';
import { copyStatement, copyText } from './copy-text';
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
          if (rows.length === 0) return;
          const blob = new Blob([copyText(table, rows)]);
          await tx.query(copyStatement(table, "'/dev/blob'"), [], { blob });
        },
        async notify() {},
      }),
    ),
  onLost() {},
  async close() {},
});
