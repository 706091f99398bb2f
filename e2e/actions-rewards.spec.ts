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

test('rewards by kind, claimed to the wei, and the next ones staked', async ({ page, context }) => {
  const { chain, address } = await newPerson(context, { amp: parseEther('200000') });
  await stake(page, 'BITCOIN', '100000');
  await chain.reward('BITCOIN', 'Fee', parseEther('90'));
  await chain.reward('BITCOIN', 'TopUp', parseEther('30'));
  await chain.warp(EPOCH_LENGTH * 11);
  const before = await chain.spendable(address);
  const owed = await chain.account('BITCOIN', address);
  expect(owed.fees).toBeGreaterThan(0n);
  expect(owed.topUps).toBeGreaterThan(0n);
  await rewards(page).getByRole('button', { name: 'Claim rewards' }).click();
  await rewards(page).locator('button[type=submit]').click();
  await expect.poll(() => chain.spendable(address)).toBe(before + owed.fees + owed.topUps);
  await expect(rewards(page).getByText(/of rewards are in your spendable balance/)).toBeVisible();
  await rewards(page).getByRole('button', { name: 'Close' }).click();

  await chain.reward('BITCOIN', 'Fee', parseEther('8'));
  await chain.warp(EPOCH_LENGTH * 11);
  const stakeBefore = await chain.account('BITCOIN', address);
  await rewards(page).getByRole('button', { name: 'Stake them in BITCOIN' }).click();
  await rewards(page).locator('button[type=submit]').click();
  await expect
    .poll(async () => (await chain.account('BITCOIN', address)).shares)
    .toBeGreaterThan(stakeBefore.shares);
});

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
  await expect(rewards(page).getByText('Your wallet is asking you')).toBeVisible();
  await rewards(other).locator('button[type=submit]').click();
  await expect(rewards(other).getByText('Your wallet is waiting for you')).toBeVisible();
  wallet.answer('approve');
  await expect.poll(async () => (await chain.account('BITCOIN', address)).fees).toBe(0n);
  expect(wallet.sent()).toHaveLength(2);
  await other.close();
});

test('an exit that is due moves into another pool, and is refused where stakes are paused', async ({
  page,
  context,
}) => {
  const { chain, address, wallet } = await newPerson(context, { amp: parseEther('5000') });
  await stake(page, 'BITCOIN', '4000');
  await page.getByRole('tab', { name: 'Leave' }).click();
  await page.getByRole('button', { name: 'Max', exact: true }).click();
  await page.getByRole('button', { name: 'Request exit of all' }).click();
  await expect(position(page).getByRole('button', { name: 'Add to calendar' })).toBeVisible();
  await chain.warp(3_700);
  await position(page).getByRole('button', { name: 'Move to a pool' }).click();
  await page.getByLabel('Pool to move to').selectOption({ label: 'CALM' });
  const submit = position(page).locator('button[type=submit]');
  await expect(submit).toHaveText('Stake in CALM');
  await expect(submit).toBeEnabled();

  wallet.rejectNext();
  await submit.click();
  await expect(position(page).getByText('You said no in your wallet')).toBeVisible();
  await chain.pause('CALM', true);
  try {
    await submit.click();
    await expect(position(page).getByText('CALM takes no stakes at the moment').first()).toBeVisible();
  } finally {
    await chain.pause('CALM', false);
  }
  await wallet.switchChain(1);
  await expect(position(page).getByText(/Your wallet is on/)).toBeVisible();
  await wallet.switchChain(Number(await chain.reader.getChainId()));
  await expect(submit).toBeEnabled();
  await submit.click();
  await expect.poll(async () => (await chain.account('CALM', address)).assets).toBeGreaterThan(0n);
  expect(wallet.sent()).toHaveLength(3);
});
