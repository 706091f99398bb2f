import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { compareDumps, type Database, dumpDatabase, emptyDatabase, IN_MEMORY, openDatabase } from '@/lib/db';
import { hasPostgres, type PostgresServer, startPostgres } from '@/lib/db/testing/postgres-server';
import { deployContracts, type Stage } from '../testing/deploy-contracts';
import { createMiner, freshDump, until } from '../testing/harness';
import { createRandom } from '../testing/random';
import { startTestChain, type TestChain } from '../testing/test-chain';
import { type Instance, startInstance } from './testing/instance';

/**
 * From the death of the one that follows to another standing at the chain's head. Five seconds are promised, which
 * `npm run bench:instances` measures; here other tests take the processors away.
 */
const TAKEOVER_MS = 15_000;

describe.skipIf(!hasPostgres)('several instances on one database', () => {
  const home = mkdtempSync(join(tmpdir(), 'ampledge-instances-'));
  const deploymentFile = join(home, 'deployment.json');
  const random = createRandom(11);
  let server: PostgresServer;
  let chain: TestChain;
  let stage: Stage;
  let mine: (blocks: number) => Promise<void>;
  let database: Database;
  let fresh: Database;
  const started: Instance[] = [];

  beforeAll(async () => {
    [server, chain, fresh] = await Promise.all([
      startPostgres(),
      startTestChain(),
      openDatabase({ dataDir: IN_MEMORY }),
    ]);
    database = await openDatabase({ url: server.url });
    stage = await deployContracts(chain);
    ({ mine } = createMiner(chain, stage, random));
    writeFileSync(deploymentFile, JSON.stringify(stage.deployment));
    await mine(10);
  }, 180_000);
  afterEach(async () => {
    await Promise.all(started.splice(0).map((instance) => instance.stop()));
    await emptyDatabase(database.db);
  }, 30_000);
  afterAll(async () => {
    await Promise.all([chain?.stop(), fresh?.close(), database?.close()]);
    await server?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  const start = (): Instance => {
    const instance = startInstance(server.url, chain.url, deploymentFile);
    started.push(instance);
    return instance;
  };
  const describeAll = () => JSON.stringify(started.map((instance) => instance.state()));
  const isLevel = async (instance: Instance): Promise<boolean> => {
    const { hash } = await chain.client.getBlock();
    const state = instance.state();
    return state?.head === hash && state.status === 'live';
  };
  const untilLevel = (instances: readonly Instance[]) =>
    until(async () => (await Promise.all(instances.map(isLevel))).every(Boolean), describeAll, 30_000);

  /** Two that stand at the chain's head, the one that leads first. */
  async function startTwo(): Promise<[leader: Instance, other: Instance]> {
    const leader = start();
    await until(() => leader.state()?.leads ?? false, describeAll, 30_000);
    const other = start();
    await untilLevel([leader, other]);
    expect(other.state()?.leads).toBe(false);
    return [leader, other];
  }

  /** Blocks and reorgs, and at the end a moment of rest. */
  async function traffic(rounds: number): Promise<void> {
    for (let n = 0; n < rounds; n += 1) {
      await mine(random.between(1, 3));
      if (random.next() < 0.3) await chain.reorg(random.between(1, 4));
    }
  }

  /** Milliseconds until it leads and stands at the head, while blocks go on coming. */
  async function takeover(by: Instance): Promise<number> {
    const began = performance.now();
    while (!(by.state()?.leads && (await isLevel(by)))) {
      if (performance.now() - began > 30_000) throw new Error(`nobody takes over: ${describeAll()}`);
      if (random.next() < 0.2) await mine(1);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return performance.now() - began;
  }

  async function expectSameAsFresh(): Promise<void> {
    expect(
      compareDumps(await dumpDatabase(database.db), await freshDump(fresh, stage.deployment, chain)),
    ).toEqual([]);
  }

  test('one follows, all publish every block and what reorgs take back, and know how the one stands', async () => {
    const [leader, other] = await startTwo();
    await traffic(15);
    // What a reorg takes back must have been published: nobody need have seen a block that was there for a moment.
    await untilLevel([leader, other]);
    await chain.reorg(6);
    await mine(1);
    await untilLevel([leader, other]);
    expect([leader.breaks(), other.breaks()]).toEqual([[], []]);
    expect(other.rollbacks()).toBeGreaterThan(0);
    await until(() => other.state()?.reorgs === leader.state()?.reorgs, describeAll);
    expect(other.state()?.leads).toBe(false);
    await expectSameAsFresh();
  }, 120_000);

  test('when it is killed another follows, and misses nothing', async () => {
    const [leader, other] = await startTwo();
    await traffic(5);
    leader.signal('SIGKILL');
    expect(await takeover(other)).toBeLessThan(TAKEOVER_MS);
    await chain.reorg(3);
    await mine(1);
    await untilLevel([other]);
    expect(other.breaks()).toEqual([]);
    await expectSameAsFresh();
  }, 120_000);

  test('when it only stands still its session is ended; awake again, it is one of the others and has written nothing', async () => {
    const [leader, other] = await startTwo();
    leader.signal('SIGSTOP');
    expect(await takeover(other)).toBeLessThan(TAKEOVER_MS);
    await traffic(4);
    leader.signal('SIGCONT');
    await traffic(4);
    await untilLevel([leader, other]);
    expect([leader.state()?.leads, other.state()?.leads]).toEqual([false, true]);
    expect([leader.breaks(), other.breaks()]).toEqual([[], []]);
    await expectSameAsFresh();
  }, 120_000);

  test('a connection that is cut makes it one of the others, or lead again, but never two', async () => {
    const [leader, other] = await startTwo();
    await traffic(3);
    await database.db.execute(
      `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'`,
    );
    await traffic(3);
    await until(() => [leader, other].filter((one) => one.state()?.leads).length === 1, describeAll);
    await untilLevel([leader, other]);
    expect([leader.breaks(), other.breaks()]).toEqual([[], []]);
    await expectSameAsFresh();
  }, 120_000);
});
