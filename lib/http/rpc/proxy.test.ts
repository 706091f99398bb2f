import { describe, expect, it } from 'vitest';
import { ALLOWED_METHODS } from './methods';
import { MOST_CALLS, proxyRpc, type Upstream } from './proxy';

const call = (method: string, params: unknown = [], id: number | string = 1) => ({
  jsonrpc: '2.0',
  id,
  method,
  params,
});
const signal = new AbortController().signal;

/** A node that answers each call with its method, last call first. */
function node() {
  const asked: string[] = [];
  const upstream: Upstream = async (calls) => {
    asked.push(...calls.map(({ method }) => method));
    return calls.map(({ id, method }) => ({ jsonrpc: '2.0', id, result: method })).reverse();
  };
  return { asked, ask: (body: unknown) => proxyRpc(body, upstream, signal) };
}

describe('the way to the chain node', () => {
  it('lets reads and signed transactions pass', async () => {
    const { asked, ask } = node();
    const reads = [...ALLOWED_METHODS].filter((method) => method !== 'eth_getLogs');
    for (const method of reads) expect(await ask(call(method))).toMatchObject({ id: 1, result: method });
    expect(asked).toEqual(reads);
  });

  it('keeps everything else from the node', async () => {
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
    ];
    for (const method of forbidden) {
      expect(await ask(call(method))).toMatchObject({ id: 1, error: { code: -32_601 } });
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

  it('asks for logs of bounded ranges only', async () => {
    const { ask } = node();
    const logs = (filter: unknown) => ask(call('eth_getLogs', [filter]));
    expect(await logs({ fromBlock: '0x1', toBlock: '0x7d0' })).toMatchObject({ result: 'eth_getLogs' });
    expect(await logs({ blockHash: '0x12', address: '0x34' })).toMatchObject({ result: 'eth_getLogs' });
    const unbounded = [
      {},
      { fromBlock: '0x1' },
      { fromBlock: '0x1', toBlock: 'latest' },
      { fromBlock: '0x1', toBlock: '0x7d1' },
      { fromBlock: '0x2', toBlock: '0x1' },
    ];
    for (const filter of unbounded) expect(await logs(filter)).toMatchObject({ error: { code: -32_602 } });
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
      const answers = await proxyRpc(body, upstream, signal);
      expect(answers).toMatchObject([
        { id: 1, error: { code: -32_002, message: expect.stringContaining('does not answer') } },
        { id: 2, error: { code: -32_601 } },
        { id: 3, error: { code: -32_002 } },
      ]);
    }
    expect(await proxyRpc(body, half, signal)).toMatchObject([
      { id: 1, result: '0x1' },
      { id: 2, error: { code: -32_601 } },
      { id: 3, error: { code: -32_002 } },
    ]);
  });
});
