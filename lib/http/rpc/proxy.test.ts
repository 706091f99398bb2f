import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { testDeployment } from '@/lib/chain/test-deployment';
import { MOST_CALLS, proxyRpc } from './proxy';
import { balanceOf, call, contracts, node, signal, signed } from './testing/echoing-node';
import { httpUpstream, type Upstream } from './upstream';

const { amp } = testDeployment;

describe('the way to the chain node', () => {
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
