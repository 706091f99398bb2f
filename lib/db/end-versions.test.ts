import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database, Writer } from './connection';
import { endVersions } from './end-versions';
import { openDatabase } from './open';
import { balances } from './schema';
import { hasPostgres, type PostgresServer, startPostgres } from './testing/postgres-server';

const HOLDERS = 3_000;
const PARTITION = `0x${'00'.repeat(32)}` as const;
const account = (index: number) => `0x${index.toString(16).padStart(40, '0')}` as const;

let server: PostgresServer | undefined;
let database: Database;
let writer: Writer;

beforeAll(async () => {
  if (!hasPostgres) return;
  server = await startPostgres();
  database = await openDatabase({ url: server.url });
  writer = await database.openWriter();
}, 60_000);
afterAll(async () => {
  await writer?.close();
  await database?.close();
  await server?.stop();
});

test.skipIf(!hasPostgres)(
  'versions are looked for by their keys, though it was planned when there were none',
  async () => {
    await writer.transaction(async (tx) => endVersions(tx, 'balance', [[PARTITION, account(1), 2]]));
    await writer.transaction((tx) =>
      tx.copy(
        balances,
        Array.from({ length: HOLDERS }, (_, index) => ({
          partition: PARTITION,
          account: account(index),
          amount: 1n,
          fromBlock: 3,
          toBlock: null,
        })),
      ),
    );
    const read = await writer.transaction(async (tx) => {
      endVersions(tx, 'balance', [
        [PARTITION, account(7), 4],
        [PARTITION, account(HOLDERS - 1), 4],
      ]);
      tx.send();
      const { rows } = await tx.db.execute<{ rows: number }>(
        `select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables where relname = 'balances'`,
      );
      return rows[0]?.rows;
    });
    expect(read).toBeGreaterThan(1);
    expect(read).toBeLessThan(10);
    const ended = (await database.db.select().from(balances)).filter(({ toBlock }) => toBlock !== null);
    expect(ended.map((row) => [row.account, row.toBlock])).toEqual([
      [account(7), 4],
      [account(HOLDERS - 1), 4],
    ]);
  },
);
