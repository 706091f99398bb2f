import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { compareDumps, type Database, dumpDatabase, emptyDatabase, IN_MEMORY, openDatabase } from '@/lib/db';
import { events } from '@/lib/db/schema';
import { hasPostgres, startPostgres } from '@/lib/db/testing/postgres-server';
import type { Deployment } from '@/lib/domain/api';
import { poolId } from '@/lib/domain/partition';
import type { Follower, FollowerMessage } from '.';
import { createBrokenNode } from './testing/broken-node';
import { bothSides } from './testing/chain-views';
import { deployContracts, POOL_TAGS, type Stage } from './testing/deploy-contracts';
import { createMiner, follow, freshDump, until, untilLevel } from './testing/harness';
import { createRandom } from './testing/random';
import { ruin } from './testing/ruin';
import { createSwitchProxy } from './testing/switch-proxy';
import { startTestChain, type TestChain } from './testing/test-chain';

let chain: TestChain;
let stage: Stage;
let mine: (blocks: number, deeds?: number) => Promise<void>;
let database: Database;
let second: Database;
const followers: Follower[] = [];

beforeAll(async () => {
  [chain, database, second] = await Promise.all([
    startTestChain(),
    openDatabase({ dataDir: IN_MEMORY }),
    openDatabase({ dataDir: IN_MEMORY }),
  ]);
  stage = await deployContracts(chain);
  ({ mine } = createMiner(chain, stage, createRandom(20)));
  await mine(60);
}, 180_000);
afterAll(async () => {
  await Promise.all([chain?.stop(), database?.close(), second?.close()]);
});
beforeEach(() => emptyDatabase(database.db));
afterEach(async () => {
  await Promise.all(followers.splice(0).map((follower) => follower.stop()));
});

async function started(
  deployment: Deployment = stage.deployment,
  url = chain.url,
  onMessage?: (message: FollowerMessage) => void,
): Promise<Follower> {
  const follower = follow(database, deployment, url, onMessage);
  followers.push(follower);
  await follower.start();
  return follower;
}

/** The database as it is, against one filled from nothing. */
const differences = async () =>
  compareDumps(await dumpDatabase(database.db), await freshDump(second, stage.deployment, chain));

/** The names of all that has happened, some of it by chance: a comparison of nothing proves nothing. */
const eventNames = async (): Promise<string[]> =>
  (await database.db.selectDistinct({ name: events.name }).from(events)).map(({ name }) => name);

const stalled = (follower: Follower) =>
  until(
    () => follower.state().status === 'stalled',
    () => `the follower does not stall: ${JSON.stringify(follower.state())}`,
  );

describe('a follower', () => {
  test('holds the same whether it was there for each block or filled up afterwards', async () => {
    const follower = await started();
    await untilLevel(follower, chain);
    for (let i = 0; i < 25; i += 1) {
      await mine(1);
      await untilLevel(follower, chain);
    }
    expect(await differences()).toEqual([]);
  });

  test('holds what the contracts themselves answer: pools, wallets, locks, balances, rights', async () => {
    await mine(25, 9);
    await untilLevel(await started(), chain);
    const { stored, onChain } = await bothSides(database, stage.deployment, chain);
    expect(Object.keys(stored).length).toBeGreaterThan(50);
    expect(stored).toEqual(onChain);
    expect(await eventNames()).toEqual(
      expect.arrayContaining([
        'RewardFunded',
        'RewardClaimed',
        'PayoutDeferred',
        'DeferredPaid',
        'LockDrawn',
        'HolderEnrolled',
        'HolderRolled',
        'SliceLocked',
        'SliceReleased',
        'SliceDrawn',
        'WalletLockDrawn',
        'ManagerChanged',
        'AuthorizedOperator',
      ]),
    );
  });

  test('keeps generations of a pool apart, and goes on when losses have closed one', async () => {
    const follower = await started();
    const [tag] = POOL_TAGS;
    const pool = poolId(tag, stage.deployment.collateralPool);
    const closed = await ruin(chain, stage, pool);
    await mine(10);
    await untilLevel(follower, chain);
    const { stored, onChain } = await bothSides(database, stage.deployment, chain);
    expect(stored).toEqual(onChain);
    expect(stored).toHaveProperty([`pool ${closed}`, 'closed'], true);
    expect(stored).toHaveProperty([`pool ${pool}`, 'generation'], 2n);
    const kept = Object.keys(stored).filter((key) => key.includes(closed));
    expect(kept.filter((key) => key.startsWith('position')).length).toBeGreaterThan(2);
    expect(kept.filter((key) => key.startsWith('ticket')).length).toBeGreaterThan(2);
    expect(await differences()).toEqual([]);
    // Back to before it was closed, and on again.
    const [closing] = await database.db.select().from(events).where(eq(events.name, 'GenerationClosed'));
    const height = await chain.height();
    expect(height - (closing?.block ?? height)).toBeLessThan(120);
    await chain.reorg(height - (closing?.block ?? height) + 2);
    await mine(3);
    await untilLevel(follower, chain);
    expect(await differences()).toEqual([]);
    const after = await bothSides(database, stage.deployment, chain);
    expect(after.stored).toEqual(after.onChain);
    expect(after.stored).not.toHaveProperty([`pool ${closed}`]);
  }, 120_000);

  test.skipIf(!hasPostgres)('holds the same on PostgreSQL', async () => {
    const server = await startPostgres();
    const postgres = await openDatabase({ url: server.url });
    try {
      const follower = follow(postgres, stage.deployment, chain.url);
      followers.push(follower);
      await follower.start();
      await untilLevel(follower, chain);
      await mine(3);
      await chain.reorg(2);
      await untilLevel(follower, chain);
      await follower.stop();
      const embedded = await freshDump(second, stage.deployment, chain);
      expect(compareDumps(await dumpDatabase(postgres.db), embedded)).toEqual([]);
    } finally {
      await postgres.close();
      await server.stop();
    }
  });

  test('tells of every block that comes once, in order, after it can be read, and of none that it fills up with', async () => {
    const told: number[] = [];
    const readable: Promise<boolean>[] = [];
    const follower = await started(stage.deployment, chain.url, (message) => {
      if (message.type !== 'delta') return;
      told.push(message.block.number);
      const { number } = message.block;
      const row = database.db.query.blocks.findFirst({ where: (block, { eq }) => eq(block.number, number) });
      readable.push(row.then((found) => found?.hash === message.block.hash));
    });
    await untilLevel(follower, chain);
    expect(told).toEqual([]);
    await mine(5);
    await untilLevel(follower, chain);
    const height = await chain.height();
    expect(told).toEqual(Array.from({ length: 5 }, (_, i) => height - 4 + i));
    expect(new Set(await Promise.all(readable))).toEqual(new Set([true]));
  });

  test('goes on where it stopped', async () => {
    const first = await started();
    await untilLevel(first, chain);
    await first.stop();
    const stoppedAt = await chain.height();
    await mine(7);
    const told: number[] = [];
    const again = await started(stage.deployment, chain.url, (message) => {
      if (message.type === 'delta') told.push(message.block.number);
    });
    expect(again.state().head?.number).toBe(stoppedAt);
    await untilLevel(again, chain);
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => stoppedAt + n));
    expect(await differences()).toEqual([]);
  });

  test('undoes reorgs of any depth, and says so', async () => {
    const told: FollowerMessage[] = [];
    const follower = await started(stage.deployment, chain.url, (message) => told.push(message));
    await untilLevel(follower, chain);
    for (const depth of [1, 2, 3, 5, 8, 12, 16, 20]) {
      await mine(3);
      // Sometimes the follower is still behind when it happens.
      if (depth !== 5 && depth !== 12) await untilLevel(follower, chain);
      await chain.reorg(depth);
      await mine(2);
      await untilLevel(follower, chain);
      expect(await differences(), `after a reorg of depth ${depth}`).toEqual([]);
    }
    expect(follower.state()).toMatchObject({ reorgs: 8, deepestReorg: 20 });
    // Each message follows on the one before: a delta on its parent, a rollback to a block that was told of.
    let head: string | undefined;
    for (const message of told) {
      if (message.type === 'delta') {
        if (head) expect(message.block.parentHash).toBe(head);
        head = message.block.hash;
      } else {
        head = message.ancestor.hash;
      }
    }
    expect(head).toBe(follower.state().head?.hash);
  }, 120_000);

  test('follows a chain that lost blocks, once it is sure', async () => {
    const follower = await started();
    await untilLevel(follower, chain);
    await chain.call('anvil_rollback', [4]);
    await untilLevel(follower, chain);
    expect(await differences()).toEqual([]);
  });

  test('stands still while the node is gone, says so, and comes back by itself', async () => {
    const proxy = await createSwitchProxy(chain.port);
    try {
      const follower = await started(stage.deployment, proxy.url);
      await untilLevel(follower, chain);
      proxy.shut();
      await stalled(follower);
      expect(follower.state()).toMatchObject({
        lastError: 'The chain node does not answer.',
        chainHead: null,
        lagBlocks: null,
      });
      expect(follower.state().head).not.toBeNull();
      await mine(5);
      proxy.open();
      await untilLevel(follower, chain);
      expect(follower.state()).toMatchObject({ status: 'live', lastError: null, lagBlocks: 0 });
      expect(await differences()).toEqual([]);
    } finally {
      await proxy.close();
    }
  });

  test('misses no block when its connections are cut again and again', async () => {
    const proxy = await createSwitchProxy(chain.port);
    try {
      const follower = await started(stage.deployment, proxy.url);
      for (let i = 0; i < 8; i += 1) {
        await mine(2);
        proxy.cut();
      }
      await untilLevel(follower, chain);
      expect(await differences()).toEqual([]);
    } finally {
      await proxy.close();
    }
  });

  test('knows what the chain calls safe and final', async () => {
    const follower = await started();
    await untilLevel(follower, chain);
    await until(
      () => follower.finalityOf(stage.deployment.startBlock) === 'finalized',
      () => 'nothing is final',
    );
    const height = await chain.height();
    expect(follower.finalityOf(height)).toBe('latest');
    const finalities = Array.from({ length: 20 }, (_, i) => follower.finalityOf(height - i));
    expect([...new Set(finalities)]).toEqual(['latest', 'safe', 'finalized']);
  });

  test.each([
    ['another chain', { chainId: 1 }, 'The node is on chain 31337, the deployment file is of chain 1.'],
    [
      'a contract that is not there',
      { collateralPool: `0x${'de'.repeat(20)}` },
      'There is no contract at 0xdedededededededededededededededededede',
    ],
    ['other code than was deployed', { codeHash: `0x${'00'.repeat(32)}` }, 'its code differs. Deploy again.'],
  ] as const)('refuses %s in words', async (_, change, words) => {
    const follower = await started({ ...stage.deployment, ...change });
    await stalled(follower);
    expect(follower.state().lastError).toContain(words);
    expect(follower.state().head).toBeNull();
  });

  test('refuses a database that another deployment has filled', async () => {
    const first = await started();
    await untilLevel(first, chain);
    await first.stop();
    const before = await dumpDatabase(database.db);
    const follower = await started({ ...stage.deployment, startBlock: stage.deployment.startBlock + 1 });
    await stalled(follower);
    expect(follower.state().lastError).toContain('filled from another deployment');
    expect(await dumpDatabase(database.db)).toEqual(before);
  });

  test('keeps the database when the chain is replaced by another with the same contracts', async () => {
    const other = await startTestChain({ secondsPerBlock: 3 });
    try {
      const { deployment } = await deployContracts(other);
      const first = await started(deployment, other.url);
      await untilLevel(first, other);
      await first.stop();
      const before = await dumpDatabase(database.db);
      // Deployed by the same accounts in the same order: same addresses, same code, other blocks.
      expect(deployment).toMatchObject({ collateralPool: stage.deployment.collateralPool });
      const follower = await started(stage.deployment, chain.url);
      await stalled(follower);
      expect(follower.state().lastError).toContain('not even its first block is there');
      expect(await dumpDatabase(database.db)).toEqual(before);
    } finally {
      await other.stop();
    }
  });

  test('says so when the node’s blocks do not follow on each other', async () => {
    // anvil, told to mine and to reorganise at once, ends with blocks missing: here a proxy makes it so.
    const proxy = await createBrokenNode(chain.url);
    try {
      const follower = await started(stage.deployment, proxy.url);
      await untilLevel(follower, chain);
      proxy.breakParents();
      await mine(2);
      await stalled(follower);
      expect(follower.state().lastError).toContain('blocks do not follow on each other');
      proxy.mend();
      await untilLevel(follower, chain);
    } finally {
      await proxy.close();
    }
  });

  test('waits for a chain that has not reached its first block', async () => {
    const follower = await started({ ...stage.deployment, startBlock: (await chain.height()) + 3 });
    await until(
      () => follower.state().status === 'live',
      () => JSON.stringify(follower.state()),
    );
    expect(follower.state().head).toBeNull();
  });
});
