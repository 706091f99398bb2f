import { encodeFunctionData, multicall3Abi, parseAbi, toEventSelector } from 'viem';
import { describe, expect, it } from 'vitest';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import { testDeployment } from '@/lib/chain/test-deployment';
import { ERC1820_REGISTRY } from '@/lib/domain/erc1820';
import { walletPoolId } from '@/lib/domain/partition';
import { ALLOWED_METHODS } from './methods';
import { balanceOf, call, hash, me, node, signed } from './testing/echoing-node';

const { amp, collateralPool } = testDeployment;
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

describe('what may be asked of the chain node', () => {
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
});
