import { expect, test } from '@playwright/test';
import { runMalformed } from './malformed/run';
import { type Stack, startStack } from './support/stack';

/** `npm run fuzz:api` sends ten thousand of these. */
const REQUESTS = 1_000;

let stack: Stack;
test.describe.configure({ timeout: 240_000 });
test.beforeAll(async () => {
  // Clients are told apart by what a proxy says, so that each request can come from another one.
  stack = await startStack({ TRUST_PROXY: '1' });
});
test.afterAll(() => stack.stop());

test('whatever is sent, the server refuses it in words, stays up, and says nothing of its inside', async () => {
  const { byStatus, routes } = await runMalformed(stack.baseUrl, { requests: REQUESTS, seed: Date.now() });
  expect(routes.size).toBeGreaterThan(15);
  expect(byStatus.get(400) ?? 0).toBeGreaterThan(REQUESTS / 10);
  expect(byStatus.get(200) ?? 0).toBeGreaterThan(REQUESTS / 50);
  expect(byStatus.get(429) ?? 0).toBeLessThan(REQUESTS / 50);
  expect((await fetch(`${stack.baseUrl}/api/health/ready`)).status).toBe(200);
  expect(stack.app().lastLines()).not.toContain('a route failed');
});

test('a client cannot get around its limit by what it writes into headers', async () => {
  const { baseUrl } = stack;
  const ask = (n: number) =>
    fetch(`${baseUrl}/api/faucet`, {
      method: 'POST',
      body: '{}',
      // The last one is what our proxy would have written.
      headers: { 'x-forwarded-for': `192.0.2.${n}, 198.51.100.7`, 'x-ampledge-client': `192.0.2.${n}` },
    });
  const statuses: number[] = [];
  for (let n = 0; n < 25; n += 1) statuses.push((await ask(n)).status);
  expect(statuses.slice(0, 20)).not.toContain(429);
  expect(statuses.slice(-3)).toEqual([429, 429, 429]);
});
