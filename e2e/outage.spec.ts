import { expect, test } from '@playwright/test';
import { paymentRow } from './support/payment-row';
import { type Stack, startStack } from './support/stack';

/** What is outside of the app goes away and comes back. A chain and an app of its own: nobody else is disturbed. */
let stack: Stack;

test.describe.configure({ timeout: 240_000 });
test.beforeAll(async () => {
  stack = await startStack();
});
test.afterAll(() => stack.stop());

test('the node goes away: the page says how old it is, and goes on by itself when the node is back', async ({
  page,
}) => {
  const before = await stack.chain.lock();
  await page.goto(`${stack.baseUrl}/locks`);
  await expect(paymentRow(page, before)).toBeVisible();

  await stack.stopNode();
  const banner = page.getByTestId('stale-banner');
  await expect(banner).toContainText(/No new block arrives\. All numbers are from block [\d,]+, \d+ s old/, {
    timeout: 60_000,
  });
  // What is known can still be read, by a newcomer too.
  await page.reload();
  await expect(paymentRow(page, before)).toBeVisible();
  await expect(banner).toContainText('No new block arrives', { timeout: 60_000 });
  const health = await page.request.get(`${stack.baseUrl}/api/health/ready`);
  expect(health.status()).toBe(503);

  await stack.startNode();
  const after = await stack.chain.lock();
  await expect(paymentRow(page, after)).toContainText('Guaranteed', { timeout: 30_000 });
  await expect(banner).toHaveCount(0);
});

test('the app goes away: the page says so, and goes on by itself when it is back', async ({ page }) => {
  await page.goto(`${stack.baseUrl}/locks`);
  await stack.stopApp();
  const banner = page.getByTestId('stale-banner');
  await expect(banner).toContainText('The server does not answer', { timeout: 60_000 });
  const meanwhile = await stack.chain.lock();
  await stack.startApp();
  await expect(paymentRow(page, meanwhile)).toContainText('Guaranteed', { timeout: 60_000 });
  await expect(banner).toHaveCount(0);
});
