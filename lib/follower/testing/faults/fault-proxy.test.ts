import { webSocket } from 'viem';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../harness';
import { accountsOf, startTestChain, type TestChain } from '../test-chain';
import { createFaultProxy, type FaultProxy } from './fault-proxy';
import { everyKind, type FaultKind, kinds } from './kinds';

let chain: TestChain;
let proxy: FaultProxy;
let logger: string;
/** of blocks with one log each */
const numbers = ['0x1', '0x2', '0x3', '0x4', '0x5', '0x6'];

/** A contract that logs one word, whatever is sent to it: `PUSH1 7 PUSH0 MSTORE PUSH1 32 PUSH0 LOG0`. */
const LOGGER = '0x6009600c60003960096000f360075f5260205fa000';

beforeAll(async () => {
  chain = await startTestChain();
  const [from] = await accountsOf(chain);
  const made = await chain.call('eth_sendTransaction', [{ from, data: LOGGER, gas: '0x100000' }]);
  await chain.mine();
  logger = (await ask<Receipt>('eth_getTransactionReceipt', [made], chain.url)).contractAddress;
  for (let i = 0; i < 8; i += 1) {
    await chain.call('eth_sendTransaction', [{ from, to: logger, gas: '0x100000' }]);
    await chain.mine();
  }
}, 60_000);
afterAll(() => chain?.stop());
beforeEach(async () => {
  proxy = await createFaultProxy({ target: chain.url, seed: 5, hangMs: 300 });
});
afterEach(() => proxy.close());

type Reply<Result = unknown> = { id: number; result?: Result; error?: { code: number } };
type Block = { number: string; hash: string; parentHash: string };
type Log = { blockHash: string; transactionHash: string; data: string };
type Receipt = { contractAddress: string; logs: Log[] };

const post = (questions: unknown, url = proxy.url): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(questions),
  });
const question = (id: number, method: string, params: unknown[]) => ({ jsonrpc: '2.0', id, method, params });
/** A test names the shape it expects; another one makes its expectations fail. */
async function ask<Result>(method: string, params: unknown[], url?: string): Promise<Result> {
  const reply: Reply<Result> = await (await post(question(1, method, params), url)).json();
  return reply.result as Result; // absent where the node says an error: then nothing fits
}
const batchReply = () =>
  post(numbers.map((number, id) => question(id, 'eth_getBlockByNumber', [number, false])));
const batch = async (): Promise<Reply[]> => (await batchReply()).json();
const blockLogs = async (number: string, url?: string) => {
  const { hash } = await ask<Block>('eth_getBlockByNumber', [number, false], chain.url);
  return ask<Log[]>('eth_getLogs', [{ blockHash: hash }], url);
};
const struck = (kind: FaultKind): void => expect(proxy.counts[kind]).toBeGreaterThan(0);

test('a calm proxy answers as the node does, one by one and in batches', async () => {
  for (const number of [...numbers, 'latest']) {
    const params = [number, false];
    expect(await ask('eth_getBlockByNumber', params)).toEqual(
      await ask('eth_getBlockByNumber', params, chain.url),
    );
  }
  expect((await batch()).map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(Object.values(proxy.counts).every((count) => count === 0)).toBe(true);
});

test.each([
  ['tooMany', 429],
  ['failed', 500],
] as const)('%s answers with status %i', async (kind, status) => {
  proxy.afflict({ [kind]: 1 });
  expect((await batchReply()).status).toBe(status);
  struck(kind);
});

test.each(['refused', 'cut', 'hung'] as const)('%s ends in a broken connection', async (kind) => {
  proxy.afflict({ [kind]: 1 });
  const started = Date.now();
  await expect(batch()).rejects.toThrow(/fetch failed|terminated/);
  if (kind === 'hung') expect(Date.now() - started).toBeGreaterThan(250);
  struck(kind);
});

test.each(['short', 'html'] as const)('%s is no JSON', async (kind) => {
  proxy.afflict({ [kind]: 1 });
  await expect(batch()).rejects.toThrow(SyntaxError);
  struck(kind);
});

test('a late reply is the true one', async () => {
  proxy.afflict({ late: 1 });
  expect(await batch()).toHaveLength(numbers.length);
  struck('late');
});

test('answers of a batch get lost, come twice, and in another order', async () => {
  proxy.afflict({ lost: 0.5 });
  expect((await batch()).length).toBeLessThan(numbers.length);
  proxy.afflict({ doubled: 0.5 });
  expect((await batch()).length).toBeGreaterThan(numbers.length);
  proxy.afflict({ shuffled: 1 });
  const shuffled = await batch();
  expect(shuffled.map(({ id }) => id)).not.toEqual([0, 1, 2, 3, 4, 5]);
  expect(new Set(shuffled.map(({ id }) => id)).size).toBe(numbers.length);
  for (const kind of ['lost', 'doubled', 'shuffled'] as const) struck(kind);
});

test('a head is an older block, a block another one, none, or without its parent', async () => {
  const newest = () => ask<Block>('eth_getBlockByNumber', ['latest', false]);
  const latest = await newest();
  proxy.afflict({ staleHead: 1 });
  expect(Number((await newest()).number)).toBeLessThan(Number(latest.number));
  proxy.afflict({ staleBlock: 1 });
  expect((await ask<Block>('eth_getBlockByNumber', ['0x5', false])).number).not.toBe('0x5');
  proxy.afflict({ missing: 1 });
  expect(await ask('eth_getBlockByHash', [latest.hash, false])).toBeNull();
  proxy.afflict({ brokenParent: 1 });
  const broken = await ask<Block>('eth_getBlockByHash', [latest.hash, false]);
  expect({ ...broken, parentHash: '' }).toEqual({ ...latest, parentHash: '' });
  expect(broken.parentHash).not.toBe(latest.parentHash);
});

test('an error of the node is one', async () => {
  proxy.afflict({ error: 1 });
  const reply: Reply = await (await post(question(1, 'eth_chainId', []))).json();
  expect(reply).toMatchObject({ id: 1, error: { code: expect.any(Number) } });
  expect(reply).not.toHaveProperty('result');
  struck('error');
});

test('a question is answered as it was before', async () => {
  const latest = ['latest', false];
  const before = await ask('eth_getBlockByNumber', latest);
  await chain.mine();
  proxy.afflict({ earlier: 1 });
  expect(await ask('eth_getBlockByNumber', latest)).toEqual(before);
  proxy.calm();
  expect(await ask('eth_getBlockByNumber', latest)).not.toEqual(before);
});

test('logs are gone, fewer, doubled, of another block, or say something else', async () => {
  const range = [{ fromBlock: '0x0', toBlock: '0x9' }];
  const all = await ask<Log[]>('eth_getLogs', range);
  expect(all.length).toBeGreaterThan(6);
  proxy.afflict({ emptyLogs: 1 });
  expect(await ask('eth_getLogs', range)).toEqual([]);
  proxy.afflict({ fewerLogs: 1 });
  expect(await ask('eth_getLogs', range)).toHaveLength(all.length - 1);
  proxy.afflict({ doubledLogs: 1 });
  expect(await ask('eth_getLogs', range)).toHaveLength(all.length + 1);

  const truth = await blockLogs('0x4', chain.url);
  proxy.afflict({ alteredLogs: 1 });
  const altered = await blockLogs('0x4');
  expect(altered).not.toEqual(truth);
  expect({ ...altered[0], data: '' }).toEqual({ ...truth[0], data: '' });

  proxy.calm();
  await blockLogs('0x5');
  proxy.afflict({ foreignLogs: 1 });
  const [foreign] = await blockLogs('0x4');
  expect(foreign?.blockHash).toBe(truth[0]?.blockHash);
  expect(foreign?.transactionHash).not.toBe(truth[0]?.transactionHash);
});

test('receipts and views are altered', async () => {
  const params = ['0x4'];
  const truth = await ask<Receipt[]>('eth_getBlockReceipts', params);
  proxy.afflict({ alteredLogs: 1, alteredView: 1 });
  const altered = await ask<Receipt[]>('eth_getBlockReceipts', params);
  expect(altered[0]?.logs[0]?.data).not.toBe(truth[0]?.logs[0]?.data);
  // The identity precompile answers what it is given.
  const call = [{ to: '0x0000000000000000000000000000000000000004', data: `0x${'11'.repeat(32)}` }, 'latest'];
  expect(await ask('eth_call', call)).not.toBe(await ask('eth_call', call, chain.url));
});

test('with a rate, a kind strikes about so often, and the same seed strikes alike', async () => {
  const run = async (): Promise<boolean[]> => {
    const one = await createFaultProxy({ target: chain.url, seed: 77 });
    one.afflict({ failed: 0.25 });
    const failed: boolean[] = [];
    for (let i = 0; i < 200; i += 1) {
      failed.push((await post(question(1, 'eth_chainId', []), one.url)).status === 500);
    }
    await one.close();
    return failed;
  };
  const first = await run();
  expect(first.filter(Boolean).length).toBeGreaterThan(25);
  expect(first.filter(Boolean).length).toBeLessThan(80);
  expect(await run()).toEqual(first);
});

/** Numbers of the heads that are announced, in their order, with a word where the connection broke. */
async function listen(): Promise<{ heads: (number | 'closed')[]; close: () => void }> {
  const heads: (number | 'closed')[] = [];
  const { value } = webSocket(proxy.wsUrl, { reconnect: false, retryCount: 0 })({});
  await value?.subscribe({
    params: ['newHeads'],
    onData: ({ result }) => heads.push(Number((result as Block).number)), // viem does not type it
    onError: () => heads.push('closed'),
  });
  const socket = await value?.getRpcClient();
  return { heads, close: () => socket?.close() };
}

async function announced(rates: Parameters<FaultProxy['afflict']>[0], blocks: number, settled: number) {
  const { heads, close } = await listen();
  proxy.afflict(rates);
  const first = (await chain.height()) + 1;
  for (let i = 0; i < blocks; i += 1) await chain.mine();
  await until(
    () => heads.length >= settled,
    () => `heads: ${heads.join(', ')}`,
    3_000,
  );
  close();
  return heads
    .filter((head, index) => head !== 'closed' || index < settled)
    .map((head) => (head === 'closed' ? head : head - first));
}

test('heads are announced, lost, doubled, swapped, late, or the socket breaks', async () => {
  expect(await announced({}, 3, 3)).toEqual([0, 1, 2]);
  expect(await announced({ headDoubled: 1 }, 2, 4)).toEqual([0, 0, 1, 1]);
  expect(await announced({ headsSwapped: 1 }, 4, 4)).toEqual([1, 0, 3, 2]);
  expect((await announced({ headLate: 1 }, 2, 2)).sort()).toEqual([0, 1]);
  expect(await announced({ headLost: 1 }, 3, 0)).toEqual([]);
  expect(await announced({ socketClosed: 1 }, 1, 1)).toEqual(['closed']);
  for (const kind of ['headLost', 'headDoubled', 'headsSwapped', 'headLate', 'socketClosed'] as const) {
    struck(kind);
  }
});

test('every kind can be switched on at once', () => {
  expect(Object.keys(everyKind(0.1))).toEqual(kinds);
  expect(everyKind(0.1, { hung: 0 })).toMatchObject({ late: 0.1, hung: 0 });
});
