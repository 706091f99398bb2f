import { and, eq, type SQL, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Hex } from '@/lib/domain/codecs';
import type { Change, EntityKind } from '@/lib/domain/entities';
import { keyOf } from '@/lib/domain/entity-key';
import { asOf, asOfByKey, current } from './as-of';
import type { Database, Writer, WriteTx } from './connection';
import { type Dump, dumpDatabase, emptyDatabase } from './dump';
import { balanceRows } from './entity-rows';
import { lookupIn } from './known';
import { loadEntities } from './load-entities';
import { IN_MEMORY, openDatabase } from './open';
import { rollbackTo } from './rollback';
import { balances } from './schema';
import { arbitraryChange } from './testing/arbitrary-changes';
import { hasPostgres, type PostgresServer, startPostgres } from './testing/postgres-server';
import { createVersionWriter } from './version-writer';

const PARTITION: Hex = `0x${'cc'.repeat(32)}`;
const ANN: Hex = `0x${'01'.repeat(20)}`;
const BOB: Hex = `0x${'02'.repeat(20)}`;
const holds = (account: Hex, amount: bigint): Change => ({
  kind: 'balance',
  value: { partition: PARTITION, account, amount },
});

/** Blocks in one transaction; what has ended is written after each, the rest at the end. */
async function writeBlocks(tx: WriteTx, blocks: { block: number; changes: Change[] }[]): Promise<void> {
  const versions = createVersionWriter(tx);
  for (const { block, changes } of blocks) {
    versions.add(block, changes);
    await versions.flush();
  }
  await versions.finish();
}
const writeChanges = (tx: WriteTx, block: number, changes: Change[]): Promise<void> =>
  writeBlocks(tx, [{ block, changes }]);

describe.each([
  ['PGlite', true],
  ['PostgreSQL', hasPostgres],
] as const)('versions on %s', (name, available) => {
  const check = test.skipIf(!available);
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

  const write = (block: number, changes: Change[]) =>
    writer.transaction((tx) => writeChanges(tx, block, changes));
  const rollback = (ancestor: number) => writer.transaction(({ db }) => rollbackTo(db, ancestor));
  const amounts = async (where: SQL | undefined) => {
    const rows = await database.db.select().from(balances).where(where).orderBy(balances.account);
    return rows.map(balanceRows.fromRow).map(({ amount }) => amount);
  };
  const amountsAt = async (block?: number, among?: SQL) => {
    if (block === undefined) return amounts(and(current(balances), among));
    const walked = await amounts(and(asOf(balances, block), among));
    expect(await amounts(asOfByKey(balances, block, among))).toEqual(walked);
    return walked;
  };

  check('any block can be read as it was', async () => {
    await write(5, [holds(ANN, 1n)]);
    await write(7, [holds(ANN, 2n), holds(BOB, 10n)]);
    await write(9, [holds(BOB, 2n ** 256n - 1n)]);
    expect(await amountsAt(4)).toEqual([]);
    expect(await amountsAt(5)).toEqual([1n]);
    expect(await amountsAt(6)).toEqual([1n]);
    expect(await amountsAt(7)).toEqual([2n, 10n]);
    expect(await amountsAt(8)).toEqual([2n, 10n]);
    expect(await amountsAt(9)).toEqual([2n, 2n ** 256n - 1n]);
    expect(await amountsAt()).toEqual([2n, 2n ** 256n - 1n]);
    expect(await amountsAt(7, eq(balances.account, BOB))).toEqual([10n]);
    expect(await amountsAt(6, eq(balances.account, BOB))).toEqual([]);
  });

  check('of one that is quiet, the versions of the others are not walked through', async () => {
    await write(1, [holds(BOB, 5n)]);
    const many = Array.from({ length: 2_000 }, (_, n) => ({
      block: n + 2,
      changes: [holds(ANN, BigInt(n))],
    }));
    await writer.transaction((tx) => writeBlocks(tx, many));
    await database.db.execute(sql`analyze balances`);
    const ofBob = eq(balances.account, BOB);
    const asked = database.db
      .select()
      .from(balances)
      .where(asOfByKey(balances, 1_900, ofBob));
    const { rows } = await database.db.execute(sql`explain (analyze, timing off, summary off) ${asked}`);
    const plan = rows.map((row) => Object.values(row)[0]).join('\n');
    expect(plan).toMatch(/Index Scan Backward using balances_[a-z_]*pk on balances last/);
    expect(plan).not.toMatch(/Rows Removed by Filter: \d{2,}/);
    expect(await amountsAt(1_900, ofBob)).toEqual([5n]);
  });

  check('several changes in one block leave one version', async () => {
    await write(5, [holds(ANN, 1n)]);
    await write(6, [holds(ANN, 2n), holds(ANN, 3n)]);
    expect(await amountsAt(5)).toEqual([1n]);
    expect(await amountsAt()).toEqual([3n]);
    expect((await dumpDatabase(database.db)).balances).toHaveLength(2);
  });

  check('a second current version of an entity is refused by the database itself', async () => {
    await write(5, [holds(ANN, 1n)]);
    const row = { partition: PARTITION, account: ANN, amount: 2n, fromBlock: 6, toBlock: null };
    await expect(database.db.insert(balances).values(row)).rejects.toThrow();
  });

  check('a block that fails half-way leaves nothing', async () => {
    await write(5, [holds(ANN, 1n)]);
    const before = await dumpDatabase(database.db);
    const broken = writer.transaction(async (tx) => {
      await writeChanges(tx, 6, [holds(ANN, 2n), holds(BOB, 2n)]);
      throw new Error('the process ended here');
    });
    await expect(broken).rejects.toThrow('the process ended here');
    expect(await dumpDatabase(database.db)).toEqual(before);
  });

  check('what is loaded is what was written, of every kind', async () => {
    const changes = fc.array(arbitraryChange, { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(changes, async (written) => {
        await emptyDatabase(database.db);
        await write(1, written);
        const refs = written.map((change) => ({ kind: change.kind, key: keyOf(change) }));
        const lookup = lookupIn(await loadEntities(database.db, refs));
        const last = new Map(written.map((change) => [`${change.kind}/${keyOf(change)}`, change]));
        for (const { kind, value } of last.values()) {
          expect(lookup(kind as EntityKind, keyOf({ kind, value } as Change))).toEqual(value);
        }
      }),
      { numRuns: 15 },
    );
  });

  type Step = { changes: Change[] } | { back: number };
  const steps = fc.array(
    fc.oneof(
      { weight: 4, arbitrary: fc.record({ changes: fc.array(arbitraryChange, { maxLength: 6 }) }) },
      { weight: 1, arbitrary: fc.record({ back: fc.integer({ min: 1, max: 5 }) }) },
    ),
    { minLength: 3, maxLength: 14 },
  );

  /** Blocks that are left after the steps, as if the others had never been. */
  function survivors(story: Step[]) {
    const blocks: { block: number; changes: Change[] }[] = [];
    for (const step of story) {
      if ('changes' in step) blocks.push({ block: blocks.length + 1, changes: step.changes });
      else blocks.splice(Math.max(0, blocks.length - step.back));
    }
    return blocks;
  }

  async function play(story: Step[]): Promise<Dump> {
    await emptyDatabase(database.db);
    let head = 0;
    for (const step of story) {
      if ('changes' in step) {
        head += 1;
        await write(head, step.changes);
      } else {
        head = Math.max(0, head - step.back);
        await rollback(head);
      }
    }
    return dumpDatabase(database.db);
  }

  check(
    'after any rollbacks the rows are those of a database that never saw what was undone',
    async () => {
      await fc.assert(
        fc.asyncProperty(steps, async (story) => {
          const played = await play(story);
          await emptyDatabase(database.db);
          for (const { block, changes } of survivors(story)) await write(block, changes);
          expect(played).toEqual(await dumpDatabase(database.db));
        }),
        { numRuns: 20 },
      );
    },
    90_000,
  );

  check(
    'blocks written in one go leave the same rows as one by one',
    async () => {
      await fc.assert(
        fc.asyncProperty(steps, fc.integer({ min: 1, max: 5 }), async (story, size) => {
          const blocks = survivors(story);
          await emptyDatabase(database.db);
          for (const { block, changes } of blocks) await write(block, changes);
          const single = await dumpDatabase(database.db);
          await emptyDatabase(database.db);
          for (let from = 0; from < blocks.length; from += size) {
            await writer.transaction((tx) => writeBlocks(tx, blocks.slice(from, from + size)));
          }
          expect(await dumpDatabase(database.db)).toEqual(single);
        }),
        { numRuns: 20 },
      );
    },
    90_000,
  );
});
