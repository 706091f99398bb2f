import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { createNodeHandler, streamResponse } from './node-stream';
import type { Sink } from './sink';

const text = (value: string) => new TextEncoder().encode(value);

describe('a stream past the web server', () => {
  let server: Server;
  const sinks: Sink[] = [];
  let left = 0;
  const open: Socket[] = [];

  async function start(route: (request: Request) => Promise<Response>): Promise<number> {
    const handler = createNodeHandler('/live', route);
    server = createServer((request, response) => {
      if (!handler(request, response)) response.end('next');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  }
  const streaming = (request: Request) => {
    const join = (sink: Sink) => {
      sinks.push(sink);
      sink.write(text(`hello ${new URL(request.url).search} ${request.headers.get('last-event-id')}\n\n`));
      return () => {
        left += 1;
      };
    };
    return Promise.resolve(streamResponse(request, join, { 'content-type': 'text/event-stream' }));
  };

  /** What a client has received so far, headers included. */
  async function client(port: number, request: string): Promise<{ socket: Socket; read: () => string }> {
    const socket = connect(port, '127.0.0.1');
    open.push(socket);
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString();
    });
    socket.on('error', () => {});
    socket.write(request);
    await sleep(50);
    return { socket, read: () => received };
  }

  afterEach(() => {
    for (const socket of open.splice(0)) socket.destroy();
    server.close();
    sinks.length = 0;
    left = 0;
  });

  it('sends what is written as it is, until it is ended', async () => {
    const port = await start(streaming);
    const { read, socket } = await client(
      port,
      'GET /live?pool=7 HTTP/1.1\r\nHost: here\r\nLast-Event-ID: 5\r\n\r\n',
    );
    sinks[0]?.write(text('data: 1\n\n'));
    await sleep(20);
    const [head, ...body] = read().split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1.1 200 OK\r\ncontent-type: text\/event-stream/);
    expect(head).toMatch(/connection: close/i);
    expect(head).not.toMatch(/transfer-encoding|content-length/i);
    expect(body.join()).toBe('hello ?pool=7 5\n\ndata: 1\n\n');
    sinks[0]?.end();
    await once(socket, 'close');
    expect(left).toBe(1);
  });

  it('leaves other requests to whoever is next', async () => {
    const port = await start(streaming);
    for (const line of ['GET /live/x', 'HEAD /live', 'POST /live', 'GET /liver']) {
      const { read } = await client(port, `${line} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n`);
      expect(read()).toMatch(/^HTTP\/1.1 200 OK/);
    }
    expect(sinks).toHaveLength(0);
  });

  it('passes a refusal on', async () => {
    const refusal = new Response('{"title":"full"}', { status: 503, headers: { 'retry-after': '30' } });
    const port = await start(async () => refusal);
    const { read } = await client(port, 'GET /live HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n');
    expect(read()).toMatch(/^HTTP\/1.1 503 .*retry-after: 30.*\{"title":"full"\}$/s);
  });

  it('closes the connection when the route breaks', async () => {
    const port = await start(() => Promise.reject(new Error('broken')));
    const { read, socket } = await client(port, 'GET /live HTTP/1.1\r\nHost: here\r\n\r\n');
    expect(socket.destroyed).toBe(true);
    expect(read()).toBe('');
  });

  it('says when the client has gone', async () => {
    const port = await start(streaming);
    const { socket } = await client(port, 'GET /live HTTP/1.1\r\nHost: here\r\n\r\n');
    socket.destroy();
    await sleep(50);
    expect(left).toBe(1);
    expect(() => sinks[0]?.write(text('late\n\n'))).not.toThrow();
  });

  it('counts what waits for one that does not read, and drops it when that one is cut off', async () => {
    const port = await start(streaming);
    const { socket } = await client(port, 'GET /live HTTP/1.1\r\nHost: here\r\n\r\n');
    socket.pause();
    const megabyte = new Uint8Array(1024 * 1024);
    for (let n = 0; n < 30; n += 1) sinks[0]?.write(megabyte);
    await sleep(50);
    expect(sinks[0]?.waiting()).toBeGreaterThan(megabyte.byteLength);
    sinks[0]?.cut();
    await sleep(50);
    expect(left).toBe(1);
    expect(sinks[0]?.waiting()).toBe(0);
  });
});
