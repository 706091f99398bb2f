import { expect, test } from '@playwright/test';
import { connectDemoWallet } from './support/demo-wallet';
import { withChain } from './support/fixtures';
import { paymentRow } from './support/payment-row';
import { injectWallet } from './support/wallet';

/** What a thumb needs: nothing hidden to the right, the way around at hand, the main job done. */
test.describe('a phone', { tag: '@phone' }, () => {
  test('no page is wider than a phone, and each can be reached', async ({ page }) => {
    const chain = await withChain();
    const payment = await chain.lock();
    for (const path of [
      '/',
      '/stake',
      '/locks',
      '/merchants',
      `/merchants/${chain.merchant()}`,
      `/payments/${payment}`,
      `/account/${chain.merchant()}`,
      '/wallet',
      '/admin',
    ]) {
      await page.goto(path, { waitUntil: 'load' });
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
      // A phone's own window grows with what is too wide for it.
      const width = await page.evaluate('document.documentElement.scrollWidth');
      expect(width, path).toBeLessThanOrEqual(page.viewportSize()?.width ?? 0);
      await expect(
        page.getByRole('navigation').getByRole('link', { name: 'Locks' }).filter({ visible: true }),
      ).toBeVisible();
    }
  });

  test('with nothing but a phone: the demo wallet, the faucet, a stake, and a payment that is seen to come', async ({
    page,
  }) => {
    const chain = await withChain();
    await page.goto('/stake?pool=HARBOR');
    await connectDemoWallet(page);
    await page.getByLabel('Amount to stake').fill('500');
    await page.getByRole('button', { name: 'Stake 500 AMP' }).click();
    await expect(page.getByRole('region', { name: /^Your stake in/ })).toContainText('Worth now');
    await page.goto('/');
    const payment = await chain.lock();
    await expect(paymentRow(page, payment)).toContainText('Guaranteed');
  });

  test("inside a wallet's own browser, that wallet is offered and works", async ({ page, context }) => {
    const chain = await withChain();
    const wallet = await injectWallet(context, { rpcUrl: chain.rpcUrl, account: 15 });
    await page.goto('/stake?pool=BITCOIN');
    await page
      .getByRole('banner')
      .getByRole('button', { name: /^connect/i })
      .click();
    await page.getByRole('dialog').getByText('This browser’s wallet').click();
    await page.getByLabel('Amount to stake').fill('750');
    await page.getByRole('button', { name: 'Stake 750 AMP' }).click();
    await expect(page.getByRole('region', { name: /^Your stake in/ })).toContainText('Worth now');
    expect(wallet.sent()).toHaveLength(1);
  });
});
