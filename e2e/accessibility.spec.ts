import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { devAccounts } from '@/devnet/accounts';
import { withChain } from './support/fixtures';

test('no page has a finding of axe, light or dark', async ({ browser }) => {
  const chain = await withChain();
  const payment = await chain.lock();
  const staker = devAccounts().stakers[0]?.address;
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  for (const path of [
    '/',
    '/stake',
    '/locks',
    '/locks?asset=NONE',
    '/merchants',
    `/merchants/${chain.merchant()}`,
    `/payments/${payment}`,
    `/account/${staker}`,
    `/account/0x${'12'.repeat(20)}`,
    '/wallet',
    '/admin',
    '/nothing-here',
  ]) {
    await page.goto(path, { waitUntil: 'load' });
    await expect(page.getByRole('main')).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
      expect(found, `${path}, ${colorScheme}`).toEqual([]);
    }
  }
  await context.close();
});
