import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until, untilLevel } from '../testing/harness';
import { createSwitchProxy } from '../testing/switch-proxy';
import { startTestChain } from '../testing/test-chain';
import { type Bench, type Ground, node, openBench, openGround, requireUnbroken } from './testing/bench';

let ground: Ground;
let bench: Bench;
beforeAll(async () => {
  ground = await openGround();
}, 180_000);
afterAll(() => ground?.closeGround());
beforeEach(async () => {
  bench = await openBench(ground);
});
afterEach(() => bench.closeBench());

describe('several nodes', () => {
  test('that are well: the state names them, one is in use, and they agree about the same block', async () => {
    const { chain, one, two, follow, untilState, differences } = bench;
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

  test('one on another chain is refused in clear words, and the other is read from', async () => {
    const { chain, one, open, follow, untilState } = bench;
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
    const { chain, one, two, follow, untilState, differences } = bench;
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
    const { chain, mine, open, follow, untilState, differences } = bench;
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
    const { chain, mine, one, two, follow, untilState } = bench;
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
    const { chain, mine, one, two, follow, untilState } = bench;
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
    const { chain, one, two, follow, untilState } = bench;
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

  test('whoever announces a block first is read from', async () => {
    const { chain, mine, one, two, follow, untilState } = bench;
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
    const { chain, mine, open, follow, differences } = bench;
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
    const { chain, mine, open, follow, differences } = bench;
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
});
