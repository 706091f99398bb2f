import { expect, type Page, test } from '@playwright/test';
import { parseEther } from 'viem';
import { newPerson, type Person } from './support/person';
import { connectWallet } from './support/wallet';

/** Collateral in place, from connecting to leaving. */
const form = (page: Page) =>
  page.getByRole('region', { name: /^(Set AMP aside|Let payments|Take AMP out|Leave)/ });
const tab = (page: Page, name: string) => form(page).getByRole('tab', { name, exact: true });
const submit = (page: Page) => form(page).locator('button[type=submit]');

async function open(page: Page): Promise<void> {
  await page.goto('/wallet');
  await connectWallet(page);
  await expect(page.getByRole('region', { name: 'In place for WALLETS' })).toBeVisible();
}

async function setAside({ chain, address }: Person, page: Page, amount: string): Promise<void> {
  await tab(page, 'Set aside').click();
  await page.getByLabel('Amount to set aside').fill(amount);
  await submit(page).click();
  await expect.poll(async () => (await chain.holder(address)).balance).toBe(parseEther(amount));
}

test('set aside, enrol, back a payment, change the limit, take out, leave', async ({ page, context }) => {
  const person = await newPerson(context, { amp: parseEther('1000') });
  const { chain, address, wallet } = person;
  await open(page);
  await setAside(person, page, '600');

  await tab(page, 'Enrol').click();
  await page.getByLabel('Limit', { exact: true }).fill('500');
  await expect(form(page).getByRole('list', { name: 'Steps' }).getByRole('listitem')).toHaveCount(2);
  await submit(page).click();
  await expect(tab(page, 'Limit')).toBeVisible();
  expect(await chain.holder(address)).toMatchObject({ enrolled: true, maxExposure: parseEther('500') });
  expect(wallet.sent()).toHaveLength(3);

  const payment = await chain.lockInPlace([{ holder: address, amount: parseEther('200') }]);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('200 AMP in your wallet stands behind');

  const counting = page.getByRole('list', { name: 'Payments that count on this wallet' });
  await expect(counting.getByRole('listitem')).toHaveCount(1);
  await expect(counting.getByRole('link')).toHaveAttribute('href', `/payments/${payment}`);

  await page.getByLabel('Limit for WALLETS').fill('199.999999999999999999');
  await expect(page.getByLabel('Limit for WALLETS')).toHaveAccessibleDescription(
    /count on 200 AMP right now/,
  );
  await page.getByLabel('Limit for WALLETS').fill('300');
  await submit(page).click();
  await expect.poll(async () => (await chain.holder(address)).maxExposure).toBe(parseEther('300'));

  // Only what is free leaves, to the wei.
  await tab(page, 'Take out').click();
  await page.getByRole('button', { name: 'Max', exact: true }).click();
  await expect(page.getByLabel('Amount to take out')).toHaveValue('400');
  await submit(page).click();
  await expect.poll(() => chain.spendable(address)).toBe(parseEther('800'));

  // A payment that is open keeps the wallet where it is.
  await tab(page, 'Leave').click();
  await expect(form(page).getByText('Payments still count on this wallet')).toBeVisible();
  await expect(submit(page)).toBeDisabled();
  await chain.releaseInPlace(payment, parseEther('200'));
  await submit(page).click();
  await expect.poll(async () => (await chain.holder(address)).enrolled).toBe(false);
});

test('a reload between the two steps of enrolling: the second is asked for, the first is not', {
  tag: '@phone',
}, async ({ page, context }) => {
  const person = await newPerson(context, { amp: parseEther('100') });
  const { chain, address, wallet } = person;
  await open(page);
  await tab(page, 'Enrol').click();
  await page.getByLabel('Limit', { exact: true }).fill('12.5');
  await expect(submit(page)).toBeEnabled();
  await expect(form(page).getByRole('list', { name: 'Steps' })).toBeVisible();
  // The first goes through; the second hangs in the wallet while the page goes away.
  wallet.hangNext(1);
  await submit(page).click();
  await expect(submit(page)).toContainText('Confirm step 2 of 2');
  await expect.poll(wallet.asking).toBe(true);
  expect(wallet.sent()).toHaveLength(1);
  await page.reload();
  wallet.answer('reject');

  await expect(page.getByRole('region', { name: 'In place for WALLETS' })).toBeVisible();
  await tab(page, 'Enrol').click();
  await expect(page.getByText('You stopped between two steps')).toBeVisible();
  await expect(page.getByLabel('Limit', { exact: true })).toHaveValue('12.5');
  const steps = form(page).getByRole('list', { name: 'Steps' });
  await expect(steps.getByRole('listitem').first()).toContainText('done');
  await submit(page).click();
  await expect.poll(async () => (await chain.holder(address)).enrolled).toBe(true);
  expect((await chain.holder(address)).maxExposure).toBe(parseEther('12.5'));
  expect(wallet.sent()).toHaveLength(2);
});

test('a wallet that says no to the second step, a pause, and a way back', async ({ page, context }) => {
  const { chain, address, wallet } = await newPerson(context, { amp: parseEther('100') });
  await open(page);
  await tab(page, 'Enrol').click();
  await page.getByLabel('Limit', { exact: true }).fill('5');
  wallet.rejectNext(1);
  await submit(page).click();
  await expect(form(page).getByText('You said no in your wallet')).toBeVisible();
  await expect(page.getByLabel('Limit', { exact: true })).toHaveValue('5');
  await chain.pauseInPlace(true);
  try {
    await submit(page).click();
    await expect(
      form(page)
        .getByText(/takes no .* at the moment|is paused/i)
        .first(),
    ).toBeVisible();
    expect((await chain.holder(address)).enrolled).toBe(false);
  } finally {
    await chain.pauseInPlace(false);
  }
  await tab(page, 'Leave').click();
  await page.getByRole('button', { name: 'Take the hooks back' }).click();
  await expect(form(page).getByText('There is nothing to leave')).toBeVisible();
});

test('a wallet that takes batches is asked once, for both steps', async ({ page, context }) => {
  const { chain, address, wallet } = await newPerson(context, { amp: parseEther('100'), batches: true });
  await open(page);
  await tab(page, 'Enrol').click();
  await page.getByLabel('Limit', { exact: true }).fill('7');
  await submit(page).click();
  await expect.poll(async () => (await chain.holder(address)).enrolled).toBe(true);
  expect(wallet.asked().filter((method) => method === 'wallet_sendCalls')).toHaveLength(1);
  expect(wallet.asked()).not.toContain('eth_sendTransaction');
  await expect(tab(page, 'Limit')).toBeVisible();
});

test('a payment that is locked between the page and the click: nothing is lost, and it is said', async ({
  page,
  context,
}) => {
  const person = await newPerson(context, { amp: parseEther('100') });
  const { chain, address, wallet } = person;
  await open(page);
  await setAside(person, page, '60');
  await tab(page, 'Enrol').click();
  await page.getByLabel('Limit', { exact: true }).fill('60');
  await submit(page).click();
  await expect(tab(page, 'Limit')).toBeVisible();

  await tab(page, 'Take out').click();
  await page.getByLabel('Amount to take out').fill('50');
  wallet.hangNext();
  await submit(page).click();
  await expect.poll(wallet.asking).toBe(true);
  await chain.lockInPlace([{ holder: address, amount: parseEther('40') }]);
  wallet.answer('approve');
  await expect(form(page).getByText('That much of it is not free')).toBeVisible();
  await expect(page.getByLabel('Amount to take out')).toHaveValue('50');
  expect((await chain.holder(address)).balance).toBe(parseEther('60'));
});

test('what cannot be set aside is said next to the field; another network, another account', async ({
  page,
  context,
}) => {
  const { chain, address, wallet } = await newPerson(context, { amp: parseEther('100') });
  await open(page);
  await page.getByLabel('Amount to set aside').fill('100.000000000000000001');
  await expect(page.getByLabel('Amount to set aside')).toHaveAccessibleDescription(/You can spend 100 AMP/);
  await page.getByLabel('Amount to set aside').fill('40');
  await expect(submit(page)).toBeEnabled();
  await wallet.switchChain(1);
  await expect(page.getByText(/Your wallet is on/).first()).toBeVisible();
  await expect(submit(page)).toBeDisabled();
  await wallet.switchChain(Number(await chain.reader.getChainId()));
  await expect(submit(page)).toBeEnabled();
  await wallet.switchAccount(39);
  await expect(page.getByLabel('Amount to set aside')).toHaveAccessibleDescription(/You can spend 0 AMP/);
  expect(wallet.sent()).toEqual([]);
  expect(await chain.spendable(address)).toBe(parseEther('100'));
});
