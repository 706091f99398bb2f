import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createFaultProxy } from '../testing/faults/fault-proxy';
import { until, untilLevel } from '../testing/harness';
import { type Bench, type Ground, node, openBench, openGround } from './testing/bench';

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

describe('what nodes say', () => {
  test('one alone is compared with none, and that is said', async () => {
    const { chain, one, follow } = bench;
    const { follower } = await follow([one.url]);
    await untilLevel(follower, chain);
    expect(follower.state().agreement).toMatchObject({ state: 'single', block: null, differences: [] });
    expect(follower.state().nodes).toMatchObject([{ name: 'node 1', status: 'good', inUse: true }]);
  });

  test('one that hides logs is found out, and nothing is missing', async () => {
    const { chain, mine, one, two, follow, differences } = bench;
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
    const { chain, one, follow, differences } = bench;
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
    const { chain, stage, one, two, follow, untilState } = bench;
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
    const { one, two, follow, untilState } = bench;
    const { follower } = await follow([one.url, two.url]);
    two.afflict({ alteredView: 1 });
    await untilState(follower, (state) => state.agreement.state === 'disagree');
    two.afflict({ refused: 1 });
    await untilState(follower, ({ nodes }) => nodes[1]?.status === 'silent');
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(follower.state().agreement.state).toBe('disagree');
  });

  test('two against one: the one lies, and is not read from', async () => {
    const { chain, one, two, open, follow, untilState } = bench;
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
    const { one, two, follow, untilState } = bench;
    const { follower } = await follow([two.url, one.url]);
    await untilState(follower, ({ agreement }) => agreement.state === 'agree');
    one.afflict({ fewerLogs: 1 });
    await untilState(follower, ({ nodes }) => nodes[1]?.status === 'lying');
    expect(node(follower, 1).reason).toMatch(
      /told of \d+ logs|own hash says otherwise about block \d+: Logs/,
    );
    expect(node(follower, 0).status).toBe('good');
  });

  test('no address of a node is told to anybody', async () => {
    const { one, two, logged, follow, untilState } = bench;
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
