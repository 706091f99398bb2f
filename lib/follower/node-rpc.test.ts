import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { HttpRequestError, RpcError, TimeoutError } from 'viem';
import { afterEach, describe, expect, test } from 'vitest';
import { explain, forLog } from './explain';
import { createPostJson } from './node-http';
import { BadAnswerError, createNodeRpc } from './node-rpc';

const TIMEOUT_MS = 300;
const close: (() => void)[] = [];
afterEach(() => {
  for (const one of close.splice(0)) one();
});

/** A node that answers as it is told. */
async function node(listener: RequestListener): Promise<{ host: string; sockets: Set<Socket> }> {
  const server = createServer(listener);
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  close.push(() => server.close().closeAllConnections());
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, sockets };
}

const question = async (request: IncomingMessage) =>
  JSON.parse(await text(request)) as { id: number; method: string; params: unknown[] };

const rpcTo = ({ host }: { host: string }) => createNodeRpc(`http://${host}`, { timeoutMs: TIMEOUT_MS });

/** Whatever is asked, the answer is the question's method. */
const echo: RequestListener = async (request, response) => {
  const { id, method } = await question(request);
  response.end(JSON.stringify({ id, result: method }));
};

describe('an answer', () => {
  test('comes by its id, and questions that are asked together travel together', async () => {
    const bodies: unknown[] = [];
    const rpc = rpcTo(
      await node(async (request, response) => {
        const asked = JSON.parse(await text(request)) as { id: number; params: unknown[] }[];
        bodies.push(asked);
        response.end(JSON.stringify(asked.map(({ id, params }) => ({ id, result: params[0] })).reverse()));
      }),
    );
    expect(await Promise.all([rpc('a', [1]), rpc('b', ['é']), rpc('c', [null])])).toEqual([1, 'é', null]);
    expect(bodies).toHaveLength(1);
  });

  test('is unpacked where the node has packed it', async () => {
    const rpc = rpcTo(
      await node(async (request, response) => {
        const { id } = await question(request);
        response.setHeader('content-encoding', String(request.headers['accept-encoding']));
        response.end(gzipSync(JSON.stringify({ id, result: 'ü'.repeat(100_000) })));
      }),
    );
    expect(await rpc('a', [])).toBe('ü'.repeat(100_000));
  });

  test('of a broken packing is no answer', async () => {
    const rpc = rpcTo(
      await node((_, response) => {
        response.setHeader('content-encoding', 'gzip');
        response.end('not packed at all');
      }),
    );
    await expect(rpc('a', [])).rejects.toThrow(HttpRequestError);
  });

  test('is asked for with what the address says of who asks', async () => {
    const { host } = await node(async (request, response) => {
      const { id } = await question(request);
      const { authorization, 'user-agent': name } = request.headers;
      response.end(JSON.stringify({ id, result: [authorization, request.url, name] }));
    });
    const rpc = createNodeRpc(`http://me:secret@${host}/v2/key?a=b`);
    expect(await rpc('a', [])).toEqual([`Basic ${btoa('me:secret')}`, '/v2/key?a=b', 'ampledge']);
  });

  test('that is too long is not kept', async () => {
    const { host } = await node((_, response) => void response.end('x'.repeat(2_000)));
    const limits = { timeoutMs: TIMEOUT_MS, maxBytes: 1_999 };
    await expect(createPostJson(`http://${host}`, limits)('')).rejects.toThrow(RangeError);
  });

  test.each(['', 'null', 'no JSON', '{}', '[]'])('that is %j is said to be none', async (body) => {
    const rpc = rpcTo(await node((_, response) => void response.end(body)));
    await expect(rpc('a', [])).rejects.toThrow(BadAnswerError);
  });
});

describe('a refusal', () => {
  test('is the node’s error, whatever the status', async () => {
    const rpc = rpcTo(
      await node(async (request, response) => {
        const { id } = await question(request);
        response.statusCode = 400;
        response.end(JSON.stringify({ id, error: { code: -32_005, message: 'too much' } }));
      }),
    );
    await expect(rpc('a', [])).rejects.toSatisfy(
      (error) => error instanceof RpcError && error.code === -32_005,
    );
  });

  test.each([
    ['in words of its own', {}, '{"error":{"message":"slow down"}}'],
    ['that is empty and called packed', { 'content-encoding': 'gzip' }, ''],
  ])('by status, %s, says when to come back', async (_, headers, body) => {
    const rpc = rpcTo(
      await node((_, response) => {
        response.writeHead(429, { 'retry-after': '7', ...headers });
        response.end(body);
      }),
    );
    await expect(rpc('a', [])).rejects.toSatisfy(
      (error) =>
        error instanceof HttpRequestError &&
        error.status === 429 &&
        error.headers?.get('retry-after') === '7',
    );
  });
});

test('of whatever kind, an error says nothing of the address, and of what happened enough to mend it', async () => {
  const { host } = await node((_, response) => void response.writeHead(308, { location: '/new' }).end());
  const moved = await createNodeRpc(`http://me:secret@${host}/key`)('a', []).catch((error: unknown) => error);
  expect(forLog(moved)).toBe('HttpRequestError: the node answers with status 308');
  const gone = await createNodeRpc('http://127.0.0.1:1/key')('a', []).catch((error: unknown) => error);
  expect(forLog(gone)).toBe('HttpRequestError: HTTP request failed.');
  for (const error of [moved, gone]) expect(explain(error)).toBe('The chain node does not answer.');
});

describe('a connection', () => {
  test('is used again', async () => {
    const there = await node(echo);
    const rpc = rpcTo(there);
    for (const method of ['a', 'b', 'c']) expect(await rpc(method, [])).toBe(method);
    expect(there.sockets.size).toBe(1);
  });

  test('of several that the node has closed meanwhile is replaced', async () => {
    const slowly: RequestListener = (...both) => void setTimeout(50).then(() => echo(...both));
    const there = await node(slowly);
    const rpc = rpcTo(there);
    const answers: Promise<unknown>[] = [];
    for (const method of ['a', 'b', 'c']) {
      answers.push(rpc(method, []));
      await setTimeout(); // else they would travel together
    }
    await Promise.all(answers);
    expect(there.sockets.size).toBe(3);
    for (const socket of there.sockets) socket.destroy();
    expect(await rpc('d', [])).toBe('d');
  });

  test('that the node closes just when it is used again is replaced, once', async () => {
    let asked = 0;
    const there = await node((request, response) => {
      // The first connection is closed when its second question comes.
      if (asked === 1) request.socket.destroy();
      else void echo(request, response);
      asked += 1;
    });
    const rpc = rpcTo(there);
    expect(await rpc('a', [])).toBe('a');
    expect(await rpc('b', [])).toBe('b');
    expect([asked, there.sockets.size]).toEqual([3, 2]);
  });

  test('that the node closes late leaves its replacement only what is left of the time', async () => {
    let asked = 0;
    const there = await node(async (request, response) => {
      asked += 1;
      if (asked === 1) return void echo(request, response);
      await setTimeout(TIMEOUT_MS * 0.7);
      if (asked === 2) request.socket.destroy();
    });
    const rpc = rpcTo(there);
    expect(await rpc('a', [])).toBe('a');
    const began = performance.now();
    await expect(rpc('b', [])).rejects.toThrow(TimeoutError);
    expect(asked).toBe(3);
    expect(performance.now() - began).toBeLessThan(TIMEOUT_MS * 1.5);
  });

  test('that is refused, or breaks off in the middle of an answer, is an error', async () => {
    const broken = await node((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"id":1,', () => response.destroy());
    });
    await expect(rpcTo(broken)('a', [])).rejects.toThrow(HttpRequestError);
    await expect(rpcTo({ host: '127.0.0.1:1' })('a', [])).rejects.toThrow(HttpRequestError);
  });

  test.each([
    ['never begins', () => {}],
    ['never ends', (response: { write: (text: string) => void }) => response.write('{"id":1,')],
  ])('whose answer %s is given up in time', async (_, begin) => {
    const rpc = rpcTo(await node((_request, response) => void begin(response)));
    await expect(rpc('a', [])).rejects.toThrow(TimeoutError);
  });

  test('that falls silent is not asked again', async () => {
    let asked = 0;
    const rpc = rpcTo(
      await node((request, response) => {
        asked += 1;
        if (asked === 1) void echo(request, response);
      }),
    );
    expect(await rpc('a', [])).toBe('a');
    await expect(rpc('b', [])).rejects.toThrow(TimeoutError);
    await setTimeout(TIMEOUT_MS / 3);
    expect(asked).toBe(2);
  });
});
