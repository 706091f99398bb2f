import { expect, type Page, test } from '@playwright/test';
import { parseEther } from 'viem';
import { devAccounts } from '@/devnet/accounts';
import { revokeOperator } from './every-action/rights';
import { act } from './support/act';
import { awake } from './support/awake';
import { expectNoFindings } from './support/axe';
import { caughtUp } from './support/caught-up';
import { withChain } from './support/fixtures';
import { returningPerson } from './support/person';

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
    await awake(page);
    await fail(page, '**/api/locks**', how);
    await page.getByLabel('Merchant').selectOption({ index: 1 });
    const main = page.getByRole('main');
    if (how === 'broken') await expect(main.getByRole('alert')).toBeVisible();
    else await expect(main.locator('[aria-busy=true]').first()).toBeVisible();
    await expectNoFindings(page, `/locks, ${how}`);
  }
});

test('nor have a staker’s pages while the chain does not answer, nor when it cannot be asked', async ({
  page,
  context,
}) => {
  const person = await returningPerson(context, { amp: parseEther('500') });
  await revokeOperator.prepare?.(person);
  await act(person, 'stake', { pool: person.chain.poolId('CALM'), value: parseEther('100') });
  await caughtUp(person.chain);
  const main = page.getByRole('main');
  const states = [
    ['/wallet', '[aria-busy=true]', 'The chain could not be asked just now'],
    [
      `/account/${person.address}`,
      '[aria-busy=true]',
      'The chain could not be asked just now. It is asked again.',
    ],
    [
      '/stake?pool=CALM',
      'form [aria-busy=true]',
      'The chain could not be asked just now. It is asked again.',
    ],
  ] as const;
  for (const how of ['silent', 'broken'] as const) {
    await page.unrouteAll();
    await fail(page, '**/api/rpc', how);
    for (const [path, busy, words] of states) {
      await page.goto(path);
      await awake(page);
      if (path.startsWith('/stake')) await page.getByLabel('Amount to stake').fill('50');
      if (path.startsWith('/account')) await main.getByRole('button', { name: 'Look' }).click();
      const reached = how === 'broken' ? main.getByText(words) : main.locator(busy);
      await expect(reached.first()).toBeVisible({ timeout: 30_000 });
      await expectNoFindings(page, `${path}, chain ${how}`);
    }
  }
});
