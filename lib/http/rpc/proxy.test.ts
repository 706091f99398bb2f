import { createServer } from 'node:http';
import { encodeFunctionData, multicall3Abi, parseAbi, serializeTransaction, toEventSelector } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';
import { afterEach, describe, expect, it } from 'vitest';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import { testDeployment } from '@/lib/chain/test-deployment';
import { ERC1820_REGISTRY } from '@/lib/domain/erc1820';
import { walletPoolId } from '@/lib/domain/partition';
import { contractsOf } from './contracts';
import { ALLOWED_METHODS } from './methods';
import { MOST_CALLS, proxyRpc } from './proxy';
import { httpUpstream, type Upstream } from './upstream';

const contracts = contractsOf(testDeployment);
const { amp, collateralPool } = testDeployment;
const me = '0x00000000000000000000000000000000000000e1';
const hash = `0x${'ab'.repeat(32)}`;
const signal = new AbortController().signal;

const call = (method: string, params: unknown = [], id: number | string = 1) => ({
  jsonrpc: '2.0',
  id,
  method,
  params,
});

/** A node that answers each call with its method, last call first. */
function node() {
  const asked: string[] = [];
  const upstream: Upstream = async (calls) => {
    asked.push(...calls.map(({ method }) => method));
    return calls.map(({ id, method }) => ({ jsonrpc: '2.0', id, result: method })).reverse();
  };
  return { asked, ask: (body: unknown) => proxyRpc(body, { contracts, upstream, signal }) };
}

const balanceOf = encodeFunctionData({ abi: ampAbi, functionName: 'balanceOf', args: [me] });
const poolInfo = encodeFunctionData({
  abi: collateralPoolAbi,
  functionName: 'poolInfo',
  args: [`0x${'cc'.repeat(32)}`],
});
const MULTICALL3 = '0xcA11bde05977b3631167028862bE2a173976CA11';
const multicall = (calls: { target: `0x${string}`; callData: `0x${string}` }[]) => ({
  to: MULTICALL3,
  data: encodeFunctionData({
    abi: multicall3Abi,
    functionName: 'aggregate3',
    args: [calls.map((inner) => ({ ...inner, allowFailure: true }))],
  }),
});
const key = privateKeyToAccount(`0x${'11'.repeat(32)}`);
const signed = (to: `0x${string}` | null, data: `0x${string}`) =>
  key.signTransaction(
    { to, data, chainId: 1, type: 'eip1559', nonce: 1, gas: 21_000n, maxFeePerGas: 1n },
    { serializer: serializeTransaction },
  );

describe('the way to the chain node', () => {
  it('lets reads and signed transactions pass, as a wallet library asks them', async () => {
    const { asked, ask } = node();
    const good: Record<string, unknown> = {
      eth_blockNumber: undefined,
      eth_call: [{ from: me, to: amp, data: balanceOf }, 'latest'],
      eth_chainId: [],
      eth_estimateGas: [{ from: me, to: collateralPool, data: poolInfo, value: '0x0' }],
      eth_feeHistory: ['0x4', 'latest', [20]],
      eth_gasPrice: [],
      eth_getBalance: [me, '0x10'],
      eth_getBlockByHash: [hash, false],
      eth_getBlockByNumber: ['latest', true],
      eth_getCode: [amp, 'latest'],
      eth_getLogs: [{ address: [amp, collateralPool], topics: [hash, null], blockHash: hash }],
      eth_getTransactionByHash: [hash],
      eth_getTransactionCount: [me, 'pending'],
      eth_getTransactionReceipt: [hash],
      eth_maxPriorityFeePerGas: [],
      eth_sendRawTransaction: [await signed(amp, balanceOf)],
      net_version: [],
    };
    expect(Object.keys(good)).toEqual([...ALLOWED_METHODS]);
    for (const [method, params] of Object.entries(good)) {
      expect(await ask(call(method, params)), method).toMatchObject({ id: 1, result: method });
    }
    expect(asked).toEqual(Object.keys(good));
  });

  it('lets a form suppose the first of two transactions, and nothing else', async () => {
    const word = (digit: string) => `0x${digit.repeat(64)}`;
    const look = {
      from: me,
      to: testDeployment.walletCollateral,
      data: encodeFunctionData({
        abi: walletCollateralAbi,
        functionName: 'enroll',
        args: [walletPoolId('WALLETS', testDeployment.walletCollateral), 5n],
      }),
    };
    const { ask } = node();
    for (const method of ['eth_call', 'eth_estimateGas']) {
      const under = (supposed: object) => ask(call(method, [look, 'latest', supposed]));
      const one = { stateDiff: { [word('a')]: word('b') } };
      expect(await under({ [ERC1820_REGISTRY]: one })).toMatchObject({ result: method });
      for (const other of [
        { [amp]: one },
        { [ERC1820_REGISTRY]: one, [amp]: one },
        { [ERC1820_REGISTRY]: { ...one, code: '0x60' } },
        { [ERC1820_REGISTRY]: { stateDiff: { ...one.stateDiff, [word('c')]: word('d') } } },
      ]) {
        expect(await under(other)).toMatchObject({ error: { code: -32_602 } });
      }
    }
  });

  it('lets any resolver be asked for what stands behind a name, with little gas, and for nothing else', async () => {
    const { ask } = node();
    const abi = parseAbi([
      'function addr(bytes32) view',
      'function name(bytes32) view',
      'function owner(bytes32) view',
    ]);
    const about = (functionName: 'addr' | 'name' | 'owner') =>
      encodeFunctionData({ abi, functionName, args: [`0x${'cd'.repeat(32)}`] });
    const put = (method: string, one: object) => ask(call(method, [{ to: me, ...one }, 'latest']));
    for (const data of [about('addr'), about('name')]) {
      expect(await put('eth_call', { data, gas: '0x493e0' })).toMatchObject({ result: 'eth_call' });
      for (const one of [{ data }, { data, gas: '0x493e1' }, { data: `${data}00`, gas: '0x493e0' }]) {
        expect(await put('eth_call', one)).toMatchObject({ error: { code: -32_602 } });
      }
      expect(await put('eth_estimateGas', { data, gas: '0x493e0' })).toMatchObject({
        error: { code: -32_602 },
      });
    }
    expect(await put('eth_call', { data: about('owner'), gas: '0x493e0' })).toMatchObject({
      error: { code: -32_602 },
    });
  });

  it('lets any Safe be asked what became of a request, and of nothing else', async () => {
    const success = toEventSelector('ExecutionSuccess(bytes32,uint256)');
    const { ask } = node();
    const logs = (topics: unknown[]) =>
      ask(call('eth_getLogs', [{ address: me, topics, fromBlock: '0x1', toBlock: '0x3e8' }]));
    expect(await logs([[success, toEventSelector('ExecutionFailure(bytes32,uint256)')]])).toMatchObject({
      result: 'eth_getLogs',
    });
    for (const others of [[], [null], [[success, hash]], [hash]]) {
      expect(await logs(others)).toMatchObject({ error: { code: -32_602 } });
    }
  });

  it('keeps every other method from the node', async () => {
    const { asked, ask } = node();
    const forbidden = [
      'anvil_setBalance',
      'anvil_impersonateAccount',
      'evm_mine',
      'eth_sendTransaction',
      'eth_sign',
      'eth_accounts',
      'personal_unlockAccount',
      'debug_traceTransaction',
      'admin_peers',
      'eth_newFilter',
      '__proto__',
      'constructor',
      'ETH_CALL',
    ];
    for (const method of forbidden) {
      expect(await ask(call(method))).toMatchObject({ id: 1, error: { code: -32_601 } });
    }
    expect(asked).toEqual([]);
  });

  it('calls known functions of known contracts only', async () => {
    const { asked, ask } = node();
    const foreign = '0x00000000000000000000000000000000000000ff';
    const other = encodeFunctionData({ abi: parseAbi(['function mine(uint256)']), args: [1n] });
    const refused: unknown[][] = [
      [{ to: foreign, data: balanceOf }, 'latest'],
      [{ to: amp, data: other }, 'latest'],
      [{ to: amp, data: '0x' }, 'latest'],
      [{ to: amp }, 'latest'],
      // Code of the caller's own: a creation, or state put in place for the call.
      [{ data: '0x6080604052' }, 'latest'],
      [{ to: amp, data: balanceOf }, 'latest', { [amp]: { code: '0x6080604052' } }],
      [{ to: amp, data: balanceOf, input: other }, 'latest'],
      [{ to: amp, data: balanceOf, blobs: ['0x'] }, 'latest'],
      [{ to: amp, data: balanceOf }, 'tomorrow'],
      [],
    ];
    for (const params of refused) {
      for (const method of ['eth_call', 'eth_estimateGas']) {
        expect(await ask(call(method, params)), JSON.stringify(params)).toMatchObject({
          error: { code: -32_602 },
        });
      }
    }
    expect(asked).toEqual([]);
    const upper = { to: amp.toUpperCase().replace('X', 'x'), input: balanceOf };
    expect(await ask(call('eth_call', [upper, 'latest']))).toMatchObject({ result: 'eth_call' });
  });

  it('looks into a multicall: each of its calls must be a known one', async () => {
    const { ask } = node();
    const good = multicall([
      { target: amp, callData: balanceOf },
      { target: collateralPool, callData: poolInfo },
    ]);
    expect(await ask(call('eth_call', [good, 'latest']))).toMatchObject({ result: 'eth_call' });
    const bad = [
      multicall([
        { target: amp, callData: balanceOf },
        { target: me, callData: balanceOf },
      ]),
      multicall([{ target: amp, callData: '0x12345678' }]),
      multicall([{ target: MULTICALL3, callData: good.data }]),
      multicall(Array.from({ length: 501 }, () => ({ target: amp, callData: balanceOf }))),
      { to: MULTICALL3, data: `${good.data.slice(0, 10)}1234` },
    ];
    for (const request of bad) {
      expect(await ask(call('eth_call', [request, 'latest']))).toMatchObject({ error: { code: -32_602 } });
    }
  });

  it('sends signed transactions to known functions only', async () => {
    const { asked, ask } = node();
    for (const raw of [
      await signed(me, '0x'),
      await signed(amp, '0x'),
      await signed(null, '0x60'),
      '0x02',
      'no',
    ]) {
      expect(await ask(call('eth_sendRawTransaction', [raw]))).toMatchObject({ error: { code: -32_602 } });
    }
    expect(asked).toEqual([]);
  });

  it('answers a batch in its order and under its ids, whatever is refused or comes back first', async () => {
    const { ask } = node();
    const answers = await ask([
      call('eth_chainId', [], 'a'),
      call('evm_mine', [], 2),
      call('eth_gasPrice', [], 'a'),
      { nonsense: true },
    ]);
    expect(answers).toMatchObject([
      { id: 'a', result: 'eth_chainId' },
      { id: 2, error: { code: -32_601 } },
      { id: 'a', result: 'eth_gasPrice' },
      { id: null, error: { code: -32_600 } },
    ]);
  });

  it('asks for logs of bounded ranges of known contracts only', async () => {
    const { ask } = node();
    const logs = (filter: unknown) => ask(call('eth_getLogs', [filter]));
    expect(await logs({ address: amp, fromBlock: '0x1', toBlock: '0x7d0' })).toMatchObject({
      result: 'eth_getLogs',
    });
    const refused = [
      {},
      { address: amp },
      { address: amp, fromBlock: '0x1' },
      { address: amp, fromBlock: '0x1', toBlock: 'latest' },
      { address: amp, fromBlock: '0x1', toBlock: '0x7d1' },
      { address: amp, fromBlock: '0x2', toBlock: '0x1' },
      { address: amp, blockHash: hash, fromBlock: '0x1', toBlock: '0x2' },
      { fromBlock: '0x1', toBlock: '0x2' },
      { address: [], blockHash: hash },
      { address: [amp, me], blockHash: hash },
    ];
    for (const filter of refused) expect(await logs(filter)).toMatchObject({ error: { code: -32_602 } });
    expect(await ask(call('eth_getLogs', 'all'))).toMatchObject({ error: { code: -32_602 } });
  });

  it('refuses a batch that is empty or too long', async () => {
    const { asked, ask } = node();
    expect(await ask([])).toMatchObject({ error: { code: -32_600 } });
    const long = Array.from({ length: MOST_CALLS + 1 }, () => call('eth_chainId'));
    expect(await ask(long)).toMatchObject({ error: { code: -32_005 } });
    expect(asked).toEqual([]);
    expect(await ask(long.slice(1))).toHaveLength(MOST_CALLS);
  });

  it('says so, call by call, when the node is gone, answers no JSON, or leaves a call out', async () => {
    const gone: Upstream = async () => {
      throw new TypeError('fetch failed');
    };
    const odd: Upstream = async () => ({ error: 'rate limited' });
    const half: Upstream = async (calls) => [{ id: calls[0]?.id, result: '0x1' }];
    const body = [call('eth_chainId', [], 1), call('evm_mine', [], 2), call('eth_gasPrice', [], 3)];
    for (const upstream of [gone, odd]) {
      const answers = await proxyRpc(body, { contracts, upstream, signal });
      expect(answers).toMatchObject([
        { id: 1, error: { code: -32_002, message: expect.stringContaining('does not answer') } },
        { id: 2, error: { code: -32_601 } },
        { id: 3, error: { code: -32_002 } },
      ]);
    }
    expect(await proxyRpc(body, { contracts, upstream: half, signal })).toMatchObject([
      { id: 1, result: '0x1' },
      { id: 2, error: { code: -32_601 } },
      { id: 3, error: { code: -32_002 } },
    ]);
  });
});

describe('several nodes', () => {
  const open: { close(): void }[] = [];
  afterEach(() => {
    for (const server of open.splice(0)) server.close();
  });
  /** A node over HTTP that answers every batch with this text; counts what it is asked. */
  async function serve(text: (ids: number[]) => string, status = 200) {
    const state = { asked: 0, url: '' };
    const server = createServer(async (request, response) => {
      state.asked += 1;
      let body = '';
      for await (const chunk of request) body += chunk;
      response.statusCode = status;
      response.end(text(JSON.parse(body).map(({ id }: { id: number }) => id)));
    });
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    state.url = `http://127.0.0.1:${address.port}/`;
    return state;
  }
  const fine = (ids: number[]) => JSON.stringify(ids.map((id) => ({ jsonrpc: '2.0', id, result: '0x1' })));
  const through = (urls: string[], method = 'eth_chainId', params: unknown = []) =>
    proxyRpc(call(method, params), { contracts, upstream: httpUpstream(() => urls, 10_000), signal });

  it('asks the next when one is gone, answers no JSON, or refuses the batch', async () => {
    const good = await serve(fine);
    const html = await serve(() => '<html>Bad gateway</html>', 502);
    const limited = await serve(() => '{"error":{"code":-32005,"message":"limit"}}', 429);
    for (const bad of ['http://127.0.0.1:9/', html.url, limited.url]) {
      expect(await through([bad, good.url])).toMatchObject({ id: 1, result: '0x1' });
    }
    expect(await through([html.url])).toMatchObject({ error: { code: -32_002 } });
  });

  it('asks one only to send a transaction', async () => {
    const html = await serve(() => 'gone', 502);
    const good = await serve(fine);
    const raw = await signed(amp, balanceOf);
    expect(await through([html.url, good.url], 'eth_sendRawTransaction', [raw])).toMatchObject({
      error: { code: -32_002 },
    });
    expect([html.asked, good.asked]).toEqual([1, 0]);
  });

  it('does not read on when the answer is too large, and asks nobody else for it', async () => {
    const large = await serve((ids) => JSON.stringify(ids.map((id) => ({ id, result: 'a'.repeat(20_000) }))));
    const good = await serve(fine);
    expect(await through([large.url, good.url])).toMatchObject({ error: { code: -32_005 } });
    expect(good.asked).toBe(0);
  });
});
