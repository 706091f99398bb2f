import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { getAddress, parseEther } from 'viem';
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

test('never to the Amp contract or a manager; to another contract only with open eyes', async ({
  page,
  context,
}) => {
  const person = await newPerson(context, { amp: parseEther('50') });
  const { chain, address, wallet } = person;
  const deployment = await withDeployment();
  await openAccount(person, page);
  await sending(page).getByRole('button', { name: 'Send' }).click();
  await page.getByLabel('Amount to send').fill('50.000000000000000001');
  await expect(page.getByLabel('Amount to send')).toHaveAccessibleDescription(/You can spend 50 AMP/);
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

test('whoever looks at no address is told what one looks like', async ({ page, context }) => {
  await openAccount(await newPerson(context, { amp: parseEther('50') }), page);
  await rights(page).getByRole('button', { name: 'Look' }).click();
  await page.getByLabel('Look at an address').fill('0x12');
  await page.getByLabel('Look at an address').press('Enter');
  await expect(page.getByLabel('Look at an address')).toHaveAccessibleDescription(/40 digits/);
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

  // What is exported adds up to what the chain says, to the wei.
  const sheet = page.waitForEvent('download');
  await page.getByRole('link', { name: 'The history as CSV' }).click();
  const lines = (await readFile(await (await sheet).path(), 'utf8')).trimEnd().split('\r\n').slice(1);
  const sumOf = (place: string) =>
    lines
      .map((line) => line.split(','))
      .filter((cells) => cells[5] === place)
      .reduce((sum, cells) => sum + BigInt(cells[9] ?? ''), 0n);
  expect(sumOf('default')).toBe(await chain.spendable(address));
  expect(sumOf('pool')).toBe((await chain.account('CALM', address)).assets + parseEther('5000'));

  const lots = await page.request.get(`/api/accounts/${address}/lots.json`);
  const held = (await lots.json()).lots.filter((lot: { state: string }) => lot.state === 'held');
  const wei = held.reduce((sum: bigint, lot: { wei: string }) => sum + BigInt(lot.wei), 0n);
  expect(wei).toBe(parseEther('100000'));

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
