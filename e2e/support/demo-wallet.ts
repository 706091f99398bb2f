import type { Page } from '@playwright/test';

/** On `/stake`: connects the wallet that lives in the page, and has the faucet fill it with a million AMP. */
export async function connectDemoWallet(page: Page): Promise<void> {
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^connect/i })
    .click();
  await page.getByRole('dialog').getByText('Demo wallet').click();
  await page.getByRole('main').getByRole('button', { name: 'Get play AMP and ETH' }).click();
  await page.getByText(/Spendable\s*1,000,000/).waitFor();
}
