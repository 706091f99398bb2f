import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, Db } from '@/lib/db';
import { IN_MEMORY, openDatabase } from './open';
import { hasPostgres, type PostgresServer, startPostgres } from './testing/postgres-server';

const ask = async (db: Db, question: string): Promise<unknown> =>
  (await db.execute<{ answer: unknown }>(sql.raw(`select ${question} as answer`))).rows[0]?.answer;

const askAll = ({ db }: Database, questions: string[]): Promise<unknown[]> =>
  db.transaction((tx) => Promise.all(questions.map((question) => ask(tx, question))), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  });

describe.each([
  ['PGlite', true],
  ['PostgreSQL', hasPostgres],
] as const)('questions of one transaction, asked at once on %s,', (name, available) => {
  const check = test.skipIf(!available);
  let server: PostgresServer | undefined;
  let database: Database;

  beforeAll(async () => {
    if (!available) return;
    if (name === 'PostgreSQL') server = await startPostgres();
    database = await openDatabase(server ? { url: server.url } : { dataDir: IN_MEMORY });
  });

  afterAll(async () => {
    if (!available) return;
    await database.close();
    await server?.stop();
  });

  check('get their own answers each, also in many transactions at a time', async () => {
    const reads = Array.from({ length: 25 }, (_, read) =>
      Array.from({ length: 12 }, (_, n) => read * 100 + n),
    );
    const answers = await Promise.all(reads.map((read) => askAll(database, read.map(String))));
    expect(answers).toEqual(reads);
  });

  check('fail together when one of them fails, and the next transaction knows nothing of it', async () => {
    for (let time = 0; time < 15; time += 1) {
      await expect(askAll(database, ['1', '1 / 0', '2'])).rejects.toThrow();
      expect(await askAll(database, ['3', '4'])).toEqual([3, 4]);
    }
  });

  test.skipIf(!available || name === 'PGlite')(
    'fail at once when their connection breaks; the next transaction has another',
    async () => {
      const started = Date.now();
      const broken = expect(askAll(database, ['1', 'pg_sleep(20)', '2'])).rejects.toThrow();
      const cutOff = `(select count(pg_terminate_backend(pid)) from pg_stat_activity
        where query like '%pg_sleep(20)%' and pid <> pg_backend_pid())`;
      await expect.poll(() => ask(database.db, cutOff)).toBe('1');
      await broken;
      expect(Date.now() - started).toBeLessThan(15_000);
      expect(await askAll(database, ['3', '4'])).toEqual([3, 4]);
    },
  );
});
