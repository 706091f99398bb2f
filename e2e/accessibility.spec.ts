import { expect, type Page, test } from '@playwright/test';
import { devAccounts } from '@/devnet/accounts';
import { expectNoFindings } from './support/axe';
import { caughtUp } from './support/caught-up';
import { withChain } from './support/fixtures';

// Axe looks at a page for seconds.
test.describe.configure({ timeout: 240_000 });

test('no page has a finding of axe, light or dark', async ({ page }) => {
  const chain = await withChain();
  const payment = await chain.lock();
  await caughtUp(chain);
  const staker = devAccounts().stakers[0]?.address;
  for (const path of [
    '/',
    '/stake',
    '/locks',
    '/locks?asset=NONE',
    '/merchants',
    `/merchants/${chain.merchant()}`,
    `/payments/${payment}`,
    '/account',
    `/account/${staker}`,
    `/account/0x${'12'.repeat(20)}`,
    '/wallet',
    '/admin',
    '/nothing-here',
  ]) {
    const response = await page.goto(path, { waitUntil: 'load' });
    const isMissing = path === '/nothing-here';
    expect(response?.status(), path).toBe(isMissing ? 404 : 200);
    const title = page.getByRole('heading', { level: 1 }).first();
    if (isMissing) await expect(title).toHaveText('Page not found');
    else await expect(title).not.toHaveText(/could not be shown|Not ready yet|not found|Not an account/);
    await expectNoFindings(page, path);
  }
});

/** From now on the page's questions to a route stay without an answer, or get one that is none. */
const fail = (page: Page, route: string, how: 'silent' | 'broken') =>
  page.route(route, (one) => (how === 'broken' ? one.fulfill({ status: 502, body: 'no' }) : undefined));

test('nor has the ledger while it loads, nor when that fails', async ({ page }) => {
  for (const how of ['silent', 'broken'] as const) {
    await page.unrouteAll();
    await page.goto('/locks');
    await expect(page.locator('main [data-asleep]')).toHaveCount(0);
    await fail(page, '**/api/locks**', how);
    await page.getByLabel('Merchant').selectOption({ index: 1 });
    const main = page.getByRole('main');
    if (how === 'broken') await expect(main.getByRole('alert')).toBeVisible();
    else await expect(main.locator('[aria-busy=true]').first()).toBeVisible();
    await expectNoFindings(page, `/locks, ${how}`);
  }
});
