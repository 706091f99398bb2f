import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database, Writer, WriteTx } from './connection';
import { emptyDatabase } from './dump';
import { IN_MEMORY, openDatabase } from './open';
import { blocks, events, merchants } from './schema';
import { hasPostgres, type PostgresServer, startPostgres } from './testing/postgres-server';

const block = (number: number) => ({
  number,
  hash: `0x${number}` as const,
  parentHash: '0x' as const,
  timestamp: number,
});

describe.each([
  ['PGlite', true],
  ['PostgreSQL', hasPostgres],
] as const)('the writer on %s', (name, available) => {
  const check = test.skipIf(!available);
  const onServer = test.skipIf(name !== 'PostgreSQL' || !available);
  let server: PostgresServer | undefined;
  let database: Database;
  let writer: Writer;

  beforeAll(async () => {
    if (!available) return;
    if (name === 'PostgreSQL') server = await startPostgres();
    database = await openDatabase(server ? { url: server.url } : { dataDir: IN_MEMORY });
    writer = await database.openWriter();
  }, 180_000);
  afterAll(async () => {
    await writer?.close();
    await database?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    if (available) await emptyDatabase(database.db);
  });

  check('copies every kind of value as it is', async () => {
    const odd = 'tab\tline\nback\\slash\rend \\N "quoted" ü 💸';
    const event = {
      block: 1,
      logIndex: 2,
      timestamp: 3,
      tx: '0xaa' as const,
      name: odd,
      pool: null,
      account: '0xab' as const,
      counterparty: null,
      paymentId: null,
      args: { text: odd, nested: [1, null, { deep: '\\' }] },
    };
    const merchant = {
      address: '0x01' as const,
      registered: true,
      kind: 'pool' as const,
      since: 2 ** 40,
      fromBlock: 1,
      toBlock: null,
    };
    await writer.transaction(async (tx) => {
      await tx.copy(events, [event]);
      await tx.copy(merchants, [merchant, { ...merchant, address: '0x02', registered: false }]);
      await tx.copy(blocks, []);
    });
    expect(await database.db.select().from(events)).toEqual([event]);
    expect((await database.db.select().from(merchants)).map((row) => row.registered)).toEqual([true, false]);
  });

  check('leaves nothing of a transaction that fails, and goes on', async () => {
    const broken = writer.transaction(async (tx) => {
      await tx.copy(blocks, [block(1)]);
      throw new Error('half-way');
    });
    await expect(broken).rejects.toThrow('half-way');
    const twice = writer.transaction((tx) => tx.copy(blocks, [block(1), block(1)]));
    await expect(twice).rejects.toThrow();
    await writer.transaction((tx) => tx.copy(blocks, [block(2)]));
    expect((await database.db.select().from(blocks)).map(({ number }) => number)).toEqual([2]);
  });

  check('sends what it has while the work goes on, and takes it back when that fails', async () => {
    await writer.transaction(async (tx) => {
      await tx.copy(blocks, [block(1)]);
      tx.send();
      expect((await tx.db.select().from(blocks)).map(({ number }) => number)).toEqual([1]);
      await tx.copy(blocks, [block(2)]);
    });
    const broken = writer.transaction(async (tx) => {
      await tx.copy(blocks, [block(3)]);
      tx.send();
      throw new Error('half-way');
    });
    await expect(broken).rejects.toThrow('half-way');
    expect((await database.db.select().from(blocks)).map(({ number }) => number)).toEqual([1, 2]);
  });

  onServer('says so when PostgreSQL keeps nothing, even if nobody heard of the failure', async () => {
    const deaf = writer.transaction(async (tx) => {
      await tx.copy(blocks, [block(1)]);
      tx.send();
      await tx.db.execute('select 1 / 0').catch(() => {});
    });
    await expect(deaf).rejects.toThrow();
    expect(await database.db.select().from(blocks)).toEqual([]);
  });

  check(
    'runs the same statement with any values, also after one that had failed before it was planned',
    async () => {
      const rename = (tx: WriteTx, ...fromTo: [number, number]) =>
        tx.run('update blocks set number = $2::bigint where number = $1::bigint', fromTo);
      await writer.transaction((tx) => tx.copy(blocks, [block(1)]));
      const broken = writer.transaction(async (tx) => {
        await tx.copy(blocks, [block(1)]);
        tx.send();
        rename(tx, 1, 2);
      });
      await expect(broken).rejects.toThrow();
      await writer.transaction(async (tx) => rename(tx, 1, 3));
      await writer.transaction(async (tx) => rename(tx, 3, 4));
      expect((await database.db.select().from(blocks)).map(({ number }) => number)).toEqual([4]);
    },
  );

  onServer('has a statement planned once', async () => {
    const touch = async (number: number) =>
      writer.transaction(async (tx) => {
        tx.run('update blocks set number = number where number = $1::bigint', [number]);
        tx.send();
        const { rows } = await tx.db.execute<{ statement: string }>(
          `select statement from pg_prepared_statements where statement like '%set number = number%'`,
        );
        return rows.length;
      });
    expect([await touch(1), await touch(2), await touch(3)]).toEqual([1, 1, 1]);
  });

  check('does what was asked for before the rows that come later, however many they are', async () => {
    await writer.transaction((tx) => tx.copy(blocks, [block(1)]));
    await writer.transaction(async (tx) => {
      tx.run(`update blocks set number = 0, hash = '0x' where number = $1`, [1]);
      // More than one statement holds: some are sent while others are still to come.
      const many = Array.from({ length: 60_000 }, (_, index) => ({
        ...block(index + 1),
        parentHash: `0x${'ab'.repeat(32)}` as const,
      }));
      await tx.copy(blocks, many.slice(0, 50_000));
      await tx.copy(blocks, many.slice(50_000));
    });
    const [found] = (
      await database.db.execute<{ count: number }>('select count(*)::int as count from blocks')
    ).rows;
    expect(found?.count).toBe(60_001);
  });

  check('makes transactions that are asked for together one after the other', async () => {
    const steps: string[] = [];
    const slow = writer.transaction(async (tx) => {
      await tx.copy(blocks, [block(1)]);
      await new Promise((resolve) => setTimeout(resolve, 30));
      steps.push('slow');
      throw new Error('half-way');
    });
    const quick = writer.transaction(async (tx) => {
      steps.push('quick');
      await tx.copy(blocks, [block(2)]);
    });
    await expect(slow).rejects.toThrow('half-way');
    await quick;
    expect(steps).toEqual(['slow', 'quick']);
    expect((await database.db.select().from(blocks)).map(({ number }) => number)).toEqual([2]);
  });

  onServer('leads alone, until its connection is gone; then it is told so, and cannot write', async () => {
    const second = await database.openWriter();
    expect(await writer.tryLead()).toBe(true);
    expect(await writer.tryLead()).toBe(true);
    expect(await second.tryLead()).toBe(false);
    const third = await database.openWriter();
    await second.close();
    const lost = new Promise<void>((resolve) => third.onLost(resolve));
    await writer.close();
    expect(await third.tryLead()).toBe(true);
    const { rows } = await database.db.execute<{ pid: number }>(
      `select pid from pg_locks where locktype = 'advisory'`,
    );
    await database.db.execute(`select pg_terminate_backend(${rows[0]?.pid})`);
    await lost;
    await expect(third.transaction((tx) => tx.copy(blocks, [block(1)]))).rejects.toThrow();
    writer = await database.openWriter();
  });

  onServer('tells listeners when, and only when, its transaction has committed', async () => {
    const listener = new Client({ connectionString: server?.url });
    await listener.connect();
    const heard: string[] = [];
    listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
    await listener.query('listen news');
    await writer
      .transaction(async (tx) => {
        tx.notify('news', 'never');
        throw new Error('no');
      })
      .catch(() => {});
    await writer.transaction(async (tx) => tx.notify('news', 'told'));
    await listener.query('select 1');
    expect(heard).toEqual(['told']);
    await listener.end();
  });
});
