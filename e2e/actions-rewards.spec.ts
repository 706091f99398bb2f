import { expect, type Page, test } from '@playwright/test';
import { parseEther } from 'viem';
import { EPOCH_LENGTH } from './support/chain';
import { newPerson } from './support/person';
import { connectWallet } from './support/wallet';

/** What a stake earns, and moving it on. */
const position = (page: Page) => page.getByRole('region', { name: /^Your stake in/ });
const rewards = (page: Page) => position(page).getByRole('region', { name: 'Rewards' });

async function stake(page: Page, tag: string, amount: string): Promise<void> {
  await page.goto(`/stake?pool=${tag}`);
  await connectWallet(page);
  await page.getByLabel('Amount to stake').fill(amount);
  await page.getByRole('button', { name: /^Stake [\d,.]+ AMP$/ }).click();
  await expect(position(page).getByText('Worth now')).toBeVisible();
}

test('rewards: a no in the wallet, a pause, and another tab that was quicker', async ({ page, context }) => {
  const { chain, address, wallet } = await newPerson(context, { amp: parseEther('200000') });
  await stake(page, 'BITCOIN', '100000');
  await chain.reward('BITCOIN', 'Fee', parseEther('90'));
  await chain.warp(EPOCH_LENGTH * 11);

  await rewards(page).getByRole('button', { name: 'Stake them in BITCOIN' }).click();
  await expect(rewards(page).locator('button[type=submit]')).toBeEnabled();
  await chain.pause('BITCOIN', true);
  try {
    await expect(rewards(page).getByText('BITCOIN takes no stakes at the moment')).toBeVisible();
    await expect(rewards(page).locator('button[type=submit]')).toBeDisabled();
    // Rewards can always be claimed.
    await rewards(page).getByRole('button', { name: 'Close' }).click();
    await rewards(page).getByRole('button', { name: 'Claim rewards' }).click();
    wallet.rejectNext();
    await rewards(page).locator('button[type=submit]').click();
    await expect(rewards(page).getByText('You said no in your wallet')).toBeVisible();
  } finally {
    await chain.pause('BITCOIN', false);
  }

  const other = await context.newPage();
  await other.goto('/stake?pool=BITCOIN');
  await rewards(other).getByRole('button', { name: 'Claim rewards' }).click();
  await expect(rewards(other).locator('button[type=submit]')).toBeEnabled();
  // Both tabs ask; the wallet is still open with the first one's question when the second asks.
  wallet.hangNext();
  await rewards(page).locator('button[type=submit]').click();
  await expect.poll(wallet.asking).toBe(true);
  await rewards(other).locator('button[type=submit]').click();
  await expect(rewards(other).getByText('Your wallet is waiting for you')).toBeVisible();
  wallet.answer('approve');
  await expect.poll(async () => (await chain.account('BITCOIN', address)).fees).toBe(0n);
  expect(wallet.sent()).toHaveLength(2);
  await other.close();
});
