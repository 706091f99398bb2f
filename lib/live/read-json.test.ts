import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { UnreachableError } from './read-errors';
import { readJson } from './read-json';

let server: Server | undefined;
afterEach(() => {
  vi.restoreAllMocks();
  server?.closeAllConnections();
  server?.close();
});

/** One that takes connections and says nothing more, as a stopped process does. */
async function standingStill(begin: (response: ServerResponse) => void = () => {}): Promise<string> {
  const stopped = createServer((_request, response) => begin(response));
  server = stopped;
  await new Promise<void>((resolve) => stopped.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(stopped.address() as AddressInfo).port}/`;
}

test('a server that stands still is given up, and said to be out of reach', async () => {
  const url = await standingStill();
  const timeout = vi
    .spyOn(AbortSignal, 'timeout')
    .mockReturnValue(AbortSignal.abort(new DOMException('', 'TimeoutError')));
  await expect(readJson(z.unknown(), url)).rejects.toThrow(UnreachableError);
  expect(timeout).toHaveBeenCalledWith(20_000);
});

test('whoever asked may give up earlier: that is no failure of the server', async () => {
  const url = await standingStill();
  const asking = new AbortController();
  const reading = readJson(z.unknown(), url, { signal: asking.signal });
  asking.abort();
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
});

test('one that stands still in the middle of its answer is out of reach as well', async () => {
  const url = await standingStill((response) => response.write('{"half":'));
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    const late = new AbortController();
    setTimeout(() => late.abort(new DOMException('', 'TimeoutError')), 100);
    return late.signal;
  });
  await expect(readJson(z.unknown(), url)).rejects.toThrow('The server does not answer.');
});
