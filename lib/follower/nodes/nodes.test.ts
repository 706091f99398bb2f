import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { compareDumps, type Database, dumpDatabase, emptyDatabase, IN_MEMORY, openDatabase } from '@/lib/db';
import type { FollowerState, NodeState } from '@/lib/domain/api';
import {
  createFollower,
  createNodes,
  type Follower,
  type FollowerLog,
  type FollowerMessage,
  type Nodes,
} from '..';
import { deployContracts, type Stage } from '../testing/deploy-contracts';
import { createFaultProxy, type FaultProxy } from '../testing/faults/fault-proxy';
import { createMiner, freshDump, until, untilLevel } from '../testing/harness';
import { createRandom } from '../testing/random';
import { createSwitchProxy } from '../testing/switch-proxy';
import { startTestChain, type TestChain } from '../testing/test-chain';

let chain: TestChain;
let stage: Stage;
let mine: (blocks: number, deeds?: number) => Promise<void>;
let database: Database;
let second: Database;
let one: FaultProxy;
let two: FaultProxy;
const open: (() => Promise<unknown> | unknown)[] = [];
const logged: string[] = [];
const log: FollowerLog = {
  debug() {},
  info: (message, fields) => logged.push(JSON.stringify({ message, ...fields })),
  warn: (message, fields) => logged.push(JSON.stringify({ message, ...fields })),
  error: (message, fields) => logged.push(JSON.stringify({ message, ...fields })),
};

beforeAll(async () => {
  [chain, database, second] = await Promise.all([
    startTestChain(),
    openDatabase({ dataDir: IN_MEMORY }),
    openDatabase({ dataDir: IN_MEMORY }),
  ]);
  stage = await deployContracts(chain);
  ({ mine } = createMiner(chain, stage, createRandom(7)));
  await mine(20);
}, 180_000);
afterAll(async () => {
  await Promise.all([chain?.stop(), database?.close(), second?.close()]);
});
beforeEach(async () => {
  await emptyDatabase(database.db);
  [one, two] = await Promise.all([
    createFaultProxy({ target: chain.url, seed: 1, hangMs: 20_000 }),
    createFaultProxy({ target: chain.url, seed: 2, hangMs: 20_000 }),
  ]);
  open.push(one.close, two.close);
});
afterEach(async () => {
  for (const end of open.splice(0).reverse()) await end();
  logged.length = 0;
});

type Running = { follower: Follower; nodes: Nodes; told: FollowerMessage[] };

async function follow(
  rpcUrls: readonly string[],
  { wsUrls }: { wsUrls?: readonly string[] } = {},
): Promise<Running> {
  const told: FollowerMessage[] = [];
  const { deployment } = stage;
  const nodes = createNodes({ rpcUrls, ...(wsUrls && { wsUrls }), deployment, log });
  const follower = createFollower({
    database,
    deployment,
    nodes,
    onMessage: (message) => told.push(message),
    log,
  });
  open.push(async () => {
    await follower.stop();
    nodes.close();
  });
  nodes.start();
  await follower.start();
  return { follower, nodes, told };
}

const node = (follower: Follower, index: number): NodeState => {
  const found = follower.state().nodes[index];
  if (!found) throw new Error(`there is no node ${index}`);
  return found;
};

/** While blocks keep coming, one after each pause. */
async function untilState(
  follower: Follower,
  holds: (state: FollowerState) => boolean,
  pauseMs = 0,
): Promise<FollowerState> {
  await until(
    async () => {
      if (holds(follower.state())) return true;
      await mine(1);
      if (pauseMs > 0) await wait(pauseMs);
      return holds(follower.state());
    },
    () => `never so: ${JSON.stringify(follower.state())}`,
  );
  return follower.state();
}

const differences = async () =>
  compareDumps(await dumpDatabase(database.db), await freshDump(second, stage.deployment, chain));

/** Each block once, each on its parent. */
function requireUnbroken(told: readonly FollowerMessage[]): void {
  const blocks = told.flatMap((message) => (message.type === 'delta' ? [message.block] : []));
  expect(blocks.length).toBe(told.length);
  for (const [index, block] of blocks.entries()) {
    if (index > 0) expect(block.parentHash).toBe(blocks[index - 1]?.hash);
  }
}

describe('several nodes', () => {
  test('that are well: the state names them, one is in use, and they agree about the same block', async () => {
    const { follower } = await follow([one.url, two.url]);
    const { nodes, agreement } = await untilState(follower, (state) => state.agreement.state === 'agree');
    expect(nodes).toMatchObject([
      { name: 'node 1', status: 'good', reason: null },
      { name: 'node 2', status: 'good', reason: null },
    ]);
    expect(nodes.filter(({ inUse }) => inUse)).toHaveLength(1);
    expect(nodes.every(({ latencyMs }) => latencyMs !== null && latencyMs > 0)).toBe(true);
    const { block } = agreement;
    const there = await chain.client.getBlock({ blockNumber: BigInt(block?.number ?? 0) });
    expect(block?.hash).toBe(there.hash);
    await untilLevel(follower, chain);
    expect(await differences()).toEqual([]);
  });

  test('one alone is compared with none, and that is said', async () => {
    const { follower } = await follow([one.url]);
    await untilLevel(follower, chain);
    expect(follower.state().agreement).toMatchObject({ state: 'single', block: null, differences: [] });
    expect(follower.state().nodes).toMatchObject([{ name: 'node 1', status: 'good', inUse: true }]);
  });

  test('one on another chain is refused in clear words, and the other is read from', async () => {
    const other = await startTestChain({ nodeArgs: ['--chain-id', '5'] });
    open.push(other.stop);
    const { follower } = await follow([other.url, one.url]);
    await untilLevel(follower, chain);
    expect(node(follower, 0)).toMatchObject({ status: 'wrong-chain', inUse: false });
    expect(node(follower, 0).reason).toBe(
      'Node 1 is on chain 5, the deployment file is of chain 31337. Set RPC_URL to a node of chain 31337, or deploy again.',
    );
    expect(node(follower, 1)).toMatchObject({ status: 'good', inUse: true });
    // Not even its higher blocks count.
    for (let n = await other.height(); n < (await chain.height()) + 10; n += 1) await other.mine();
    await untilState(follower, ({ nodes }) => nodes[1]?.head === follower.state().head?.number);
    expect(follower.state()).toMatchObject({ status: 'live', agreement: { state: 'unknown' } });
  });

  test('one that lags is put behind, and taken back when it keeps up', async () => {
    one.afflict({ staleHead: 1, headLost: 1 });
    const { follower } = await follow([one.url, two.url]);
    // Slowly: behind is who lacks what others had a second ago, and the proxy's heads are a few blocks old.
    await untilState(follower, ({ nodes }) => nodes[0]?.status === 'behind', 200);
    expect(node(follower, 0)).toMatchObject({ inUse: false });
    expect(node(follower, 0).lagBlocks).toBeGreaterThan(0);
    await untilLevel(follower, chain);
    one.calm();
    await untilState(follower, ({ nodes }) => nodes[0]?.status === 'good');
    await untilLevel(follower, chain);
    expect(await differences()).toEqual([]);
  });

  test('one that is gone is left within a second, and no block is lost', async () => {
    const [door, wide] = await Promise.all([createSwitchProxy(chain.port), createSwitchProxy(chain.port)]);
    open.push(door.close, wide.close);
    const { follower, told } = await follow([door.url, wide.url]);
    await untilLevel(follower, chain);
    await untilState(follower, ({ nodes }) => nodes.every(({ status }) => status === 'good'));
    for (const [shut, stays] of [
      [door, 1],
      [wide, 0],
    ] as const) {
      await untilLevel(follower, chain);
      shut.shut();
      await mine(1);
      const since = performance.now();
      await untilLevel(follower, chain);
      expect(performance.now() - since).toBeLessThan(1_000);
      expect(follower.state().status).toBe('live');
      expect(node(follower, stays)).toMatchObject({ inUse: true, status: 'good' });
      shut.open();
      await untilState(follower, ({ nodes }) => nodes.every(({ status }) => status === 'good'));
    }
    requireUnbroken(told);
    await untilLevel(follower, chain);
    expect(await differences()).toEqual([]);
  });

  test('one that lags takes no block back while the others are only silent', async () => {
    const { follower, told } = await follow([one.url, two.url]);
    await untilState(follower, ({ nodes }) => nodes.every(({ status }) => status === 'good'));
    await untilLevel(follower, chain);
    one.afflict({ staleHead: 1, headLost: 1 });
    two.afflict({ refused: 1 });
    two.cutAll();
    await until(
      () => node(follower, 1).status === 'silent',
      () => JSON.stringify(follower.state()),
    );
    const { head } = follower.state();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(follower.state().head?.hash).toBe(head?.hash);
    expect(told.filter(({ type }) => type === 'rollback')).toEqual([]);
    one.calm();
    await mine(2);
    await untilLevel(follower, chain);
    requireUnbroken(told);
  });

  test('one that hangs without a word is given up for another', async () => {
    const { follower } = await follow([one.url, two.url]);
    await untilState(follower, ({ nodes }) => nodes.every(({ status }) => status === 'good'));
    await untilLevel(follower, chain);
    const used = node(follower, 0).inUse ? one : two;
    used.afflict({ hung: 1 });
    await mine(1);
    const since = performance.now();
    await untilLevel(follower, chain);
    expect(performance.now() - since).toBeLessThan(2_500);
    await untilState(follower, ({ nodes }) => nodes[used === one ? 0 : 1]?.status === 'silent');
  });

  test('one that wants to be asked less is spared', async () => {
    one.afflict({ tooMany: 1 });
    const { follower } = await follow([one.url, two.url]);
    await untilLevel(follower, chain);
    // It is tried again now and then, so that it may be of another standing at just this moment.
    await untilState(
      follower,
      ({ nodes }) => nodes[0]?.status === 'limited' && nodes[0].reason === 'It wants to be asked less often.',
    );
    one.calm();
    await untilState(follower, ({ nodes }) => nodes[0]?.status === 'good');
  });

  test('one that hides logs is found out, and nothing is missing', async () => {
    one.afflict({ emptyLogs: 1 });
    const { follower } = await follow([one.url, two.url]);
    await untilLevel(follower, chain);
    expect(one.counts.emptyLogs).toBeGreaterThan(0);
    expect(node(follower, 0)).toMatchObject({ status: 'lying', inUse: false });
    expect(node(follower, 0).reason).toMatch(/told of 0 logs|own hash says otherwise about block \d+: Logs/);
    await mine(5);
    await untilLevel(follower, chain);
    expect(await differences()).toEqual([]);
  });

  test('one alone that hides logs is not believed: the follower stands still until it tells the truth', async () => {
    one.afflict({ emptyLogs: 1 });
    const { follower } = await follow([one.url]);
    await until(
      () => follower.state().status === 'stalled',
      () => JSON.stringify(follower.state()),
    );
    expect(follower.state().lastError).toContain('The chain node cannot be trusted');
    one.calm();
    await untilLevel(follower, chain);
    expect(await differences()).toEqual([]);
  });

  test('that say otherwise about the same block’s state disagree, with what each said, until they agree', async () => {
    const heard: string[] = [];
    const { follower, nodes } = await follow([one.url, two.url]);
    nodes.onAgreement(({ state }) => heard.push(state));
    await untilState(follower, ({ agreement }) => agreement.state === 'agree');
    two.afflict({ alteredView: 1 });
    const { agreement } = await untilState(follower, (state) => state.agreement.state === 'disagree');
    expect(agreement.differences.length).toBeGreaterThan(0);
    const { block, differences: found } = agreement;
    for (const { answers } of found) {
      expect(answers.map(({ node }) => node)).toEqual(['node 1', 'node 2']);
      expect(answers[0]?.said).not.toBe(answers[1]?.said);
    }
    // What the node that tells the truth said can be asked again.
    const supply = found.find(({ what }) => what === 'Supply of AMP');
    const asked = await chain.client.readContract({
      address: stage.deployment.amp,
      abi: [
        {
          type: 'function',
          name: 'totalSupply',
          inputs: [],
          outputs: [{ type: 'uint256' }],
          stateMutability: 'view',
        },
      ],
      functionName: 'totalSupply',
      blockNumber: BigInt(block?.number ?? 0),
    });
    expect(supply?.answers[0]?.said).toBe(String(asked));
    two.calm();
    const after = await untilState(follower, (state) => state.agreement.state === 'agree');
    expect(after.agreement.differences).toEqual([]);
    expect(heard[0]).toBe('agree');
    expect(heard).toContain('disagree');
    expect(heard.at(-1)).toBe('agree');
  });

  test('a disagreement is not over because one of them falls silent', async () => {
    const { follower } = await follow([one.url, two.url]);
    two.afflict({ alteredView: 1 });
    await untilState(follower, (state) => state.agreement.state === 'disagree');
    two.afflict({ refused: 1 });
    await untilState(follower, ({ nodes }) => nodes[1]?.status === 'silent');
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(follower.state().agreement.state).toBe('disagree');
  });

  test('two against one: the one lies, and is not read from', async () => {
    const three = await createFaultProxy({ target: chain.url, seed: 3 });
    open.push(three.close);
    const { follower } = await follow([one.url, two.url, three.url]);
    await untilState(follower, ({ agreement }) => agreement.state === 'agree');
    one.afflict({ alteredView: 1 });
    await untilState(follower, ({ nodes }) => nodes[0]?.status === 'lying');
    expect(node(follower, 0).reason).toContain('Most others say otherwise about block');
    expect(node(follower, 1).status).toBe('good');
    expect(node(follower, 2).status).toBe('good');
    await untilState(follower, ({ nodes }) => nodes[0]?.inUse === false);
  });

  test('between two, a log that one leaves out shows who lies: the block’s hash proves its logs', async () => {
    const { follower } = await follow([two.url, one.url]);
    await untilState(follower, ({ agreement }) => agreement.state === 'agree');
    one.afflict({ fewerLogs: 1 });
    await untilState(follower, ({ nodes }) => nodes[1]?.status === 'lying');
    expect(node(follower, 1).reason).toMatch(
      /told of \d+ logs|own hash says otherwise about block \d+: Logs/,
    );
    expect(node(follower, 0).status).toBe('good');
  });

  test('whoever announces a block first is read from', async () => {
    const { follower } = await follow([one.url, two.url]);
    await untilState(follower, ({ nodes }) => nodes.every(({ status }) => status === 'good'));
    for (const [first, mute, index] of [
      [two, one, 1],
      [one, two, 0],
    ] as const) {
      mute.afflict({ headLost: 1, late: 1 });
      first.calm();
      await untilLevel(follower, chain);
      await mine(1);
      await untilLevel(follower, chain);
      expect(node(follower, index).inUse).toBe(true);
    }
  });

  test('a WebSocket that is gone makes it poll, one that comes back announces again; nothing is missed', async () => {
    const door = await createSwitchProxy(chain.port);
    open.push(door.close);
    const { follower, nodes, told } = await follow([chain.url], { wsUrls: [door.url.replace('http', 'ws')] });
    await untilLevel(follower, chain);
    await until(nodes.isAnnounced, () => 'nothing is announced');
    door.shut();
    await until(
      () => !nodes.isAnnounced(),
      () => 'the socket is still up',
    );
    await mine(3);
    await untilLevel(follower, chain);
    door.open();
    await until(nodes.isAnnounced, () => 'nothing is announced again');
    await mine(2);
    await untilLevel(follower, chain);
    requireUnbroken(told);
    expect(await differences()).toEqual([]);
  });

  test('a gap in what was announced is filled', async () => {
    const door = await createSwitchProxy(chain.port);
    open.push(door.close);
    const { follower, nodes, told } = await follow([door.url]);
    await untilLevel(follower, chain);
    const before = follower.state().head?.number ?? 0;
    door.shut();
    await mine(7);
    expect(follower.state().head?.number).toBe(before);
    door.open();
    await until(nodes.isAnnounced, () => 'nothing is announced again');
    await mine(1);
    await untilLevel(follower, chain);
    expect(follower.state().head?.number).toBe(before + 8);
    requireUnbroken(told);
    expect(await differences()).toEqual([]);
  });

  test('no address of a node is told to anybody', async () => {
    const { follower } = await follow([one.url, two.url]);
    two.afflict({ alteredView: 1 });
    await untilState(follower, (state) => state.agreement.state === 'disagree');
    two.afflict({ failed: 1 });
    one.afflict({ html: 1 });
    await untilState(follower, ({ nodes }) => nodes.every(({ status }) => status === 'silent'));
    await until(
      () => follower.state().status === 'stalled',
      () => JSON.stringify(follower.state()),
    );
    expect(logged.length).toBeGreaterThan(2);
    for (const text of [JSON.stringify(follower.state()), ...logged]) expect(text).not.toContain('127.0.0.1');
  });
});
