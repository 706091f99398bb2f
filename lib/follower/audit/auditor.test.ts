import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { compareDumps, type Database, dumpDatabase, emptyDatabase, IN_MEMORY, openDatabase } from '@/lib/db';
import {
  auditAlarms,
  balances,
  blocks,
  events,
  locks,
  pools,
  positions,
  spendable,
  tickets,
  transfers,
} from '@/lib/db/schema';
import { hasPostgres, type PostgresServer, startPostgres } from '@/lib/db/testing/postgres-server';
import { poolId } from '@/lib/domain/partition';
import type { Follower } from '..';
import { deployContracts, POOL_TAGS, type Stage } from '../testing/deploy-contracts';
import { createFaultProxy } from '../testing/faults/fault-proxy';
import { createMiner, follow, freshDump, until, untilLevel } from '../testing/harness';
import { createRandom } from '../testing/random';
import { ruin } from '../testing/ruin';
import { startTestChain, type TestChain } from '../testing/test-chain';

let chain: TestChain;
let stage: Stage;
let mine: (blocks: number, deeds?: number) => Promise<void>;

beforeAll(async () => {
  chain = await startTestChain();
  stage = await deployContracts(chain);
  ({ mine } = createMiner(chain, stage, createRandom(31)));
  await mine(40);
  await ruin(chain, stage, poolId(POOL_TAGS[0], stage.deployment.collateralPool));
  await mine(10);
}, 180_000);
afterAll(() => chain?.stop());

describe.each([
  ['PGlite', true],
  ['PostgreSQL', hasPostgres],
] as const)('the audit on %s', (name, available) => {
  const check = test.skipIf(!available);
  let server: PostgresServer | undefined;
  let database: Database;
  let second: Database;
  const followers: Follower[] = [];

  beforeAll(async () => {
    if (!available) return;
    if (name === 'PostgreSQL') server = await startPostgres();
    database = await openDatabase(server ? { url: server.url } : { dataDir: IN_MEMORY });
    second = await openDatabase({ dataDir: IN_MEMORY });
  }, 180_000);
  afterAll(async () => {
    await Promise.all([database?.close(), second?.close()]);
    await server?.stop();
  });
  beforeEach(async () => {
    if (available) await emptyDatabase(database.db);
  });
  afterEach(async () => {
    await Promise.all(followers.splice(0).map((follower) => follower.stop()));
  });

  async function started(url = chain.url): Promise<Follower> {
    const follower = follow(database, stage.deployment, url, undefined, 1);
    followers.push(follower);
    await follower.start();
    await untilLevel(follower, chain);
    return follower;
  }
  const stopped = async (): Promise<void> => {
    for (const follower of followers.splice(0)) await follower.stop();
  };
  /** Until everything was proved and compared up to the chain's head. */
  const untilSound = (follower: Follower) =>
    until(
      async () => {
        const height = await chain.height();
        const { provedTo, soundAt, openAlarms } = follower.state().audit;
        return provedTo === height && soundAt === height && openAlarms === 0;
      },
      () => `the audit finds no peace: ${JSON.stringify(follower.state().audit)}`,
      30_000,
    );
  const alarms = () => database.db.select().from(auditAlarms).orderBy(auditAlarms.id);
  const differences = async () =>
    compareDumps(await dumpDatabase(database.db), await freshDump(second, stage.deployment, chain));
  const headOf = async () => {
    const [head] = await database.db.select().from(blocks).orderBy(desc(blocks.number)).limit(1);
    if (!head) throw new Error('no block is stored');
    return head;
  };

  check(
    'finds nothing wrong where nothing is: every block proved, every rule kept',
    async () => {
      const follower = await started();
      await untilSound(follower);
      for (let i = 0; i < 8; i += 1) {
        await mine(2);
        await untilSound(follower);
      }
      expect(await alarms()).toEqual([]);
      expect(follower.state().audit.repairs).toBe(0);
    },
    90_000,
  );

  check(
    'goes back with a reorg, and proves the new blocks',
    async () => {
      const follower = await started();
      await untilSound(follower);
      await chain.reorg(6);
      await mine(2);
      await untilSound(follower);
      expect(await alarms()).toEqual([]);
    },
    60_000,
  );

  /** Each writes one wrong row as no event would, and says whose. */
  const plants: [what: string, subject: RegExp, plant: () => Promise<unknown>][] = [
    [
      'an amount of the pool',
      /^(pool|rule)\//,
      () =>
        database.db
          .update(pools)
          .set({ assets: 12_345n })
          .where(and(isNull(pools.toBlock), eq(pools.closed, false))),
    ],
    [
      'the shares of an account',
      /^(position|rule)\//,
      () =>
        database.db
          .update(positions)
          .set({ shares: 1n })
          .where(and(isNull(positions.toBlock), gt(positions.shares, 0n))),
    ],
    [
      'a ticket',
      /^(ticket|rule)\//,
      () => database.db.update(tickets).set({ shares: 77n }).where(isNull(tickets.toBlock)),
    ],
    [
      'what is left of locks',
      /^(lock|rule)\//,
      () => database.db.update(locks).set({ remaining: 5n }).where(isNull(locks.toBlock)),
    ],
    [
      'who holds how much',
      /^(balance|rule)\//,
      () => database.db.update(balances).set({ amount: 3n }).where(isNull(balances.toBlock)),
    ],
    ['what is spendable', /^balance\//, () => database.db.update(spendable).set({ amount: 3n })],
  ];
  test.each(available ? plants : [])(
    'notices %s that was changed in the database, keeps the evidence, and reads again',
    async (_what, subject, plant) => {
      await mine(3);
      await untilSound(await started());
      await stopped();
      await plant();
      expect(await differences()).not.toEqual([]);
      const follower = await started();
      await until(
        () => follower.state().audit.repairs > 0,
        () => `nothing is repaired: ${JSON.stringify(follower.state().audit)}`,
        20_000,
      );
      await untilSound(follower);
      const raised = await alarms();
      expect(raised.map((alarm) => alarm.subject)).toContainEqual(expect.stringMatching(subject));
      for (const alarm of raised) {
        expect(alarm.expected).not.toEqual(alarm.found);
        expect(alarm.rolledBackTo).not.toBeNull();
        expect(alarm.resolvedBlock).not.toBeNull();
      }
      expect(await differences()).toEqual([]);
    },
    90_000,
  );

  check(
    'proves a fact wrong that was changed, one that was made up, and one that is missing',
    async () => {
      await mine(4, 8);
      await untilSound(await started());
      await stopped();
      const [event] = await database.db.select().from(events).orderBy(desc(events.block)).limit(1);
      const moved = await database.db.select().from(transfers).orderBy(desc(transfers.block)).limit(2);
      const [changed, missing] = moved;
      if (!event || !changed || !missing) throw new Error('too few facts');
      await database.db
        .update(events)
        .set({ args: { ...event.args, amount: '1' } })
        .where(and(eq(events.block, event.block), eq(events.logIndex, event.logIndex)));
      await database.db
        .delete(transfers)
        .where(and(eq(transfers.block, missing.block), eq(transfers.logIndex, missing.logIndex)));
      const { number } = await headOf();
      await database.db.insert(transfers).values({ ...changed, block: number - 2, logIndex: 9_999 });
      // What was proved before is not proved again, unless it is asked for.
      await database.db.execute('update audit_progress set proved_to = 0');
      const follower = await started();
      await untilSound(follower);
      const raised = await alarms();
      expect(raised.length).toBeGreaterThan(0);
      expect(raised.every((alarm) => alarm.subject.startsWith('block/') && alarm.resolvedAt !== null)).toBe(
        true,
      );
      expect(await differences()).toEqual([]);
    },
    90_000,
  );

  check(
    'keeps an alarm open, also over a restart, while reading again does not help',
    async () => {
      await mine(2);
      const proxy = await createFaultProxy({ target: chain.url, seed: 12 });
      try {
        const follower = await started(proxy.url);
        await untilSound(follower);
        proxy.afflict({ alteredView: 1 });
        await mine(1);
        await until(
          () => follower.state().audit.openAlarms > 0,
          () => 'no alarm',
        );
        await until(
          () => follower.state().audit.repairs > 0 && follower.state().status === 'live',
          () => 'nothing is repaired',
        );
        await untilLevel(follower, chain);
        const { repairs } = follower.state().audit;
        await stopped();
        expect((await alarms()).some((alarm) => alarm.resolvedAt === null)).toBe(true);
        const next = await started(proxy.url);
        await until(
          () => next.state().audit.openAlarms > 0,
          () => 'the alarm is forgotten',
        );
        expect(repairs).toBeGreaterThan(0);
        proxy.calm();
        await mine(1);
        await untilSound(next);
        expect((await alarms()).every((alarm) => alarm.resolvedAt !== null)).toBe(true);
      } finally {
        await stopped();
        await proxy.close();
      }
      expect(await differences()).toEqual([]);
    },
    90_000,
  );

  check(
    'puts proved events in the place of those that a node keeps lying about',
    async () => {
      const proxy = await createFaultProxy({ target: chain.url, seed: 4 });
      try {
        const follower = await started(proxy.url);
        // Not more often: a node that is caught lying is left alone for seconds.
        proxy.afflict({ alteredLogs: 0.15, fewerLogs: 0.1, foreignLogs: 0.05 });
        const ofBlocks = async () =>
          (await alarms()).filter(({ subject }) => subject.startsWith('block/')).length;
        for (let i = 0; i < 10 || (i < 100 && (await ofBlocks()) === 0); i += 1) {
          await mine(2, 4);
          await untilLevel(follower, chain).catch(() => {});
        }
        proxy.calm();
        await untilLevel(follower, chain);
        await untilSound(follower);
        expect(await ofBlocks()).toBeGreaterThan(0);
        expect(await differences()).toEqual([]);
      } finally {
        await stopped();
        await proxy.close();
      }
    },
    120_000,
  );
});
