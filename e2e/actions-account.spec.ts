import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { encodeFunctionData, getAddress, parseEther } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { devAccount } from '@/devnet/accounts';
import { address as addressCodec, type Hex } from '@/lib/domain/codecs';
import { DEFAULT_PARTITION } from '@/lib/domain/partition';
import { withDeployment } from './support/fixtures';
import { newPerson, type Person } from './support/person';
import { connectWallet } from './support/wallet';

/** Sending, and rights over an account. */
const sending = (page: Page) => page.getByRole('region', { name: 'Send AMP' });
const rights = (page: Page) => page.getByRole('region', { name: 'Who else may move it' });
const recipient = (page: Page) => page.getByLabel('Recipient');
const submit = (page: Page) => sending(page).locator('button[type=submit]');

async function openAccount({ address }: Person, page: Page): Promise<void> {
  await page.goto(`/account/${address}`);
  await connectWallet(page);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('You have');
}

test('AMP goes to a person, spendable AMP alone, to the wei', async ({ page, context }) => {
  const person = await newPerson(context, { amp: parseEther('50') });
  const { chain, address, wallet } = person;
  const to = addressCodec.parse(devAccount(37).address);
  const before = await chain.spendable(to);
  await openAccount(person, page);
  await sending(page).getByRole('button', { name: 'Send' }).click();
  await recipient(page).fill(getAddress(to));
  await page.getByLabel('Amount to send').fill('50.000000000000000001');
  await expect(page.getByLabel('Amount to send')).toHaveAccessibleDescription(/You can spend 50 AMP/);
  await page.getByLabel('Amount to send').fill('12');
  wallet.rejectNext();
  await submit(page).click();
  await expect(sending(page).getByText('You said no in your wallet')).toBeVisible();
  await expect(recipient(page)).toHaveValue(getAddress(to));
  await submit(page).click();
  await expect.poll(async () => (await chain.spendable(to)) - before).toBe(parseEther('12'));
  expect(await chain.spendable(address)).toBe(parseEther('38'));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('You have 38 AMP');
});

test('never to the Amp contract or a manager; to another contract only with open eyes', async ({
  page,
  context,
}) => {
  const person = await newPerson(context, { amp: parseEther('50') });
  const { chain, address, wallet } = person;
  const deployment = await withDeployment();
  await openAccount(person, page);
  await sending(page).getByRole('button', { name: 'Send' }).click();
  await page.getByLabel('Amount to send').fill('1');
  const checksummed = getAddress(deployment.amp);
  const flipped = checksummed.replace(/[a-fA-F](?=[^a-fA-F]*$)/, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
  await recipient(page).fill(flipped);
  await expect(recipient(page)).toHaveAccessibleDescription(/checksum is wrong/);
  for (const to of [deployment.amp, deployment.collateralPool, deployment.walletCollateral, address]) {
    await recipient(page).fill(to);
    await expect(sending(page).getByText('AMP is not sent there')).toBeVisible();
    await expect(submit(page)).toBeDisabled();
  }
  if (!deployment.priceFeed) throw new Error('no price feed');
  await recipient(page).fill(deployment.priceFeed);
  await expect(sending(page).getByText('This is a contract, not a person')).toBeVisible();
  await expect(submit(page)).toBeDisabled();
  await sending(page).getByRole('checkbox').check();
  await expect(submit(page)).toBeEnabled();
  // The yes was to that address alone.
  await recipient(page).fill(deployment.collateralPool);
  await expect(submit(page)).toBeDisabled();
  expect(wallet.sent()).toEqual([]);
  expect(await chain.spendable(address)).toBe(parseEther('50'));
});

test('an allowance and an operator are found by their address, and revoked', async ({ page, context }) => {
  const person = await newPerson(context, { amp: parseEther('50') });
  const { chain, address, account, wallet } = person;
  const deployment = await withDeployment();
  const other = addressCodec.parse(devAccount(38).address);
  const give = (data: Hex) => chain.transact(account, { to: deployment.amp, data });
  await give(
    encodeFunctionData({
      abi: ampAbi,
      functionName: 'approveByPartition',
      args: [DEFAULT_PARTITION, other, parseEther('7')],
    }),
  );
  await give(encodeFunctionData({ abi: ampAbi, functionName: 'authorizeOperator', args: [other] }));
  await openAccount(person, page);
  await rights(page).getByRole('button', { name: 'Look' }).click();
  // Operators are known from Amp's log; an allowance is only found by whoever asks about its spender.
  await expect(rights(page).getByText('May move all of it, in every partition')).toBeVisible();
  await page.getByLabel('Look at an address').fill('0x12');
  await rights(page).locator('button[type=submit]').click();
  await expect(page.getByLabel('Look at an address')).toHaveAccessibleDescription(/40 digits/);
  await page.getByLabel('Look at an address').fill(other);
  await page.getByLabel('Look at an address').press('Enter');
  await expect(rights(page).getByText('May move all of it, in every partition')).toBeVisible();
  const allowance = rights(page).getByText('May move up to 7 AMP of what is spendable');
  await expect(allowance).toBeVisible();

  await rights(page).getByRole('button', { name: 'Revoke' }).first().click();
  wallet.rejectNext();
  const confirm = rights(page).locator('form button[type=submit]', { hasText: 'Revoke' });
  await confirm.click();
  await expect(rights(page).getByText('You said no in your wallet')).toBeVisible();
  await confirm.click();
  await expect(rights(page).getByText('May move all of it, in every partition')).toHaveCount(0);

  await rights(page).getByRole('button', { name: 'Revoke' }).first().click();
  await confirm.click();
  await expect(rights(page).getByText('May move none of it.')).toBeVisible();
  const left = await chain.reader.readContract({
    abi: ampAbi,
    address: deployment.amp,
    functionName: 'allowanceByPartition',
    args: [DEFAULT_PARTITION, address, other],
  });
  expect(left).toBe(0n);
});

test('my exposure: my part of each open payment, and the worst case; an exit for the calendar', async ({
  page,
  context,
}) => {
  const person = await newPerson(context, { amp: parseEther('100000') });
  const { chain, address } = person;
  await page.goto('/stake?pool=CALM');
  await connectWallet(page);
  await page.getByLabel('Amount to stake').fill('20000');
  await page.getByRole('button', { name: 'Stake 20,000 AMP' }).click();
  await expect(page.getByRole('region', { name: /^Your stake in/ })).toContainText('Worth now');
  await page.getByRole('tab', { name: 'Leave' }).click();
  await page.getByLabel('Amount to take out').fill('5000');
  await page.getByRole('button', { name: 'Request exit of 5,000 AMP' }).click();
  await expect(page.getByRole('button', { name: 'Cancel exit' })).toBeVisible();

  const payment = await chain.lock({ tag: 'CALM', amount: parseEther('3000') });
  await page.goto(`/account/${address}`);
  const exposure = page.getByRole('region', { name: 'Open payments of CALM' });
  await expect(exposure.getByText('If every one of them failed')).toBeVisible();
  await expect(exposure.getByRole('link').first()).toBeVisible();

  const sheet = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  expect(await readFile(await (await sheet).path(), 'utf8')).toContain('staked');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Add to calendar' }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^exit-calm-\d+\.ics$/);
  const text = await readFile(await file.path(), 'utf8');
  const { tickets } = await (await page.request.get(`/api/accounts/${address}`)).json();
  const due = new Date(tickets[0].exitAt * 1000).toISOString().replace(/[-:]|\.\d+/g, '');
  expect(text).toContain(`DTSTART:${due}`);
  await chain.release(payment, parseEther('3000'));
});
