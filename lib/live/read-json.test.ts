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

/** The same patience, sooner lost. */
function loseSoon() {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  return vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(100));
}

test('a server that stands still is given up, and said to be out of reach', async () => {
  const patience = loseSoon();
  await expect(readJson(z.unknown(), await standingStill())).rejects.toThrow(UnreachableError);
  expect(patience).toHaveBeenCalledWith(20_000);
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
  loseSoon();
  await expect(readJson(z.unknown(), url)).rejects.toThrow('The server does not answer.');
});
