import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { type Stack, startStack } from './support/stack';

/** The built server is told to end while a stream is open and a request is on its way. */
let stack: Stack;
test.beforeAll(async () => {
  stack = await startStack();
});
test.afterAll(() => stack.stop());

/** A request whose body comes in two halves: under way for as long as the test likes. */
async function slowRequest(url: string): Promise<{ finish: () => void; answer: Promise<string> }> {
  const { hostname, port } = new URL(url);
  const socket: Socket = connect(Number(port), hostname);
  const body = JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'eth_blockNumber', params: [] });
  const answer = new Promise<string>((resolve, reject) => {
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.once('end', () => resolve(text));
    socket.once('error', reject);
  });
  const head = `POST /api/rpc HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\n`;
  socket.write(`${head}content-length: ${body.length}\r\nconnection: close\r\n\r\n${body.slice(0, 20)}`);
  await sleep(500);
  return { finish: () => socket.write(body.slice(20)), answer };
}

test('what is under way is answered, streams end, nothing new is taken, and it ends well', async () => {
  const stream = await fetch(`${stack.baseUrl}/api/live`);
  const streamed = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = ''; !text.includes('event: snapshot'); ) {
    const { value, done } = (await streamed?.read()) ?? { done: true };
    expect(done, text).toBe(false);
    text += value ?? '';
  }
  const slow = await slowRequest(stack.baseUrl);
  const app = stack.app();

  const told = Date.now();
  process.kill(app.pid, 'SIGTERM');
  while (!(await streamed?.read())?.done);
  const ready = await fetch(`${stack.baseUrl}/api/health/ready`);
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ detail: 'The server is stopping.' });
  expect((await fetch(`${stack.baseUrl}/api/pools`)).status).toBe(503);
  expect(app.running()).toBe(true);

  slow.finish();
  expect(await slow.answer).toMatch(/HTTP\/1\.1 200 OK[\s\S]*"result":"0x/);
  expect(await app.exited).toEqual({ code: 0, signal: null });
  expect(Date.now() - told).toBeLessThan(5_000);
  await expect(fetch(`${stack.baseUrl}/api/health/live`)).rejects.toThrow();

  // The database was closed as it should be: the next one opens it and goes on.
  await stack.startApp();
  expect((await fetch(`${stack.baseUrl}/api/pools`)).status).toBe(200);
});

test('a request that never ends does not hold it up for ever', async () => {
  const slow = await slowRequest(stack.baseUrl);
  slow.answer.catch(() => {});
  const app = stack.app();
  const told = Date.now();
  process.kill(app.pid, 'SIGTERM');
  expect(await app.exited).toEqual({ code: 0, signal: null });
  expect(Date.now() - told).toBeLessThan(10_000);
});
