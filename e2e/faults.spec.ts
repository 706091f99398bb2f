import { expect, type Page, test } from '@playwright/test';
import { parseEther } from 'viem';
import { formatAmp } from '@/lib/domain/money';
import { withChain } from './support/fixtures';
import { keyboard } from './support/hands';
import { connectWallet, injectWallet, type TestWallet } from './support/wallet';

let wallet: TestWallet;

const field = (page: Page) => page.getByLabel('Amount to stake');
const button = (page: Page) => page.getByRole('button', { name: /^Stake( [\d,.]+ AMP)?( again)?$/ });

test.beforeEach(async ({ page, context }) => {
  const { rpcUrl } = await withChain();
  wallet = await injectWallet(context, { rpcUrl, account: 13 });
  await page.goto('/stake?pool=HARBOR');
  await connectWallet(page);
  await expect(page.getByText('Spendable')).toBeVisible();
});

test('what cannot be an amount is said next to the field, and nothing is sent', async ({ page }) => {
  for (const [typed, words] of [
    ['0', 'Enter more than 0.'],
    ['-5', 'An amount cannot be negative.'],
    ['1e5', 'Write the amount out in digits'],
    ['12,34', 'Write the amount in digits'],
    ['abc', 'Write the amount in digits'],
    [`0.${'1'.repeat(19)}`, 'AMP has 18 decimals, and this has 19'],
    ['9.99', 'takes 10 AMP or more'],
    ['99999999999', 'You can spend'],
  ] as const) {
    await field(page).fill(typed);
    await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
    await expect(field(page)).toHaveAccessibleDescription(new RegExp(words));
    await field(page).press('Enter');
  }
  await field(page).fill('');
  await field(page).press('Enter');
  await expect(field(page)).toHaveAccessibleDescription(/Enter an amount of AMP/);
  await field(page).fill('1,250.50');
  await expect(page.getByText('Understood as 1,250.5 AMP.')).toBeVisible();
  expect(wallet.sent()).toEqual([]);
  expect(wallet.asked()).not.toContain('eth_sendTransaction');
});

test('MAX is the spendable balance to the wei', async ({ page }) => {
  const chain = await withChain();
  await page.getByRole('button', { name: 'Max', exact: true }).click();
  const typed = await field(page).inputValue();
  const [whole = '', fraction = ''] = typed.split('.');
  expect(BigInt(whole + fraction.padEnd(18, '0'))).toBe(await chain.spendable(wallet.address()));
});

test('a wallet that is locked while it asks: said, and what was typed is there when it is back', async ({
  page,
}) => {
  await field(page).fill('100');
  wallet.hangNext();
  await button(page).click();
  await expect.poll(wallet.asking).toBe(true);
  await wallet.lock();
  wallet.answer('reject');
  await expect(page.getByRole('main').getByRole('button', { name: 'Connect wallet' })).toBeVisible();
  await connectWallet(page);
  await expect(field(page)).toHaveValue('100');
  await expect(button(page)).toBeEnabled();
  expect(wallet.sent()).toEqual([]);
});

test('connecting with a keyboard alone', async ({ page }) => {
  await wallet.lock();
  await page.reload();
  await connectWallet(page, keyboard(page));
  await expect(field(page)).toBeVisible();
});

test('a pool that pauses between the page and the click: the reason is said, and nothing is lost', async ({
  page,
}) => {
  const chain = await withChain();
  await field(page).fill('100');
  await expect(button(page)).toBeEnabled();
  wallet.hangNext();
  await button(page).click();
  await expect.poll(wallet.asking).toBe(true);
  await chain.pause('HARBOR', true);
  try {
    wallet.answer('approve');
    await expect(page.getByRole('main')).toContainText(/paused/i);
    await expect(field(page)).toHaveValue('100');
  } finally {
    await chain.pause('HARBOR', false);
  }
});

test('a reload while a transaction is on its way does not lose it', async ({ page }) => {
  const chain = await withChain();
  const before = (await chain.account('HARBOR', wallet.address())).assets;
  await chain.rpc.call('evm_setIntervalMining', [0]);
  try {
    await field(page).fill('250');
    await button(page).click();
    await expect(page.getByText('Sent, and waiting for a block.')).toBeVisible();
    await page.reload();
    await expect(page.getByText(/Stake(d)? 250 AMP|waiting for a block/i).first()).toBeVisible();
  } finally {
    await chain.rpc.call('evm_setIntervalMining', [1]);
  }
  const assets = async () => (await chain.account('HARBOR', wallet.address())).assets;
  // Shares are whole: once losses have changed what one is worth, a wei or two stay with the pool.
  const roundedOff = async () => Number(before + parseEther('250') - (await assets()));
  await expect.poll(roundedOff).toBeLessThanOrEqual(2);
  expect(await roundedOff()).toBeGreaterThanOrEqual(0);
  await expect(page.getByRole('region', { name: /^Your stake in/ })).toContainText(formatAmp(await assets()));
  expect(wallet.sent()).toHaveLength(1);
});
