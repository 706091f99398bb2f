import { expect, type Page, test } from '@playwright/test';
import { parseEther } from 'viem';
import { expectNoFindings } from './support/axe';
import { returningPerson } from './support/person';

/** What a person does in the wallet, or with it, while a form is open. */

const field = (page: Page) => page.getByLabel('Amount to stake');
const button = (page: Page) => page.getByRole('button', { name: /^Stake( [\d,.]+ AMP)?( again)?$/ });
const asked = (methods: readonly string[], method: string) => methods.filter((one) => one === method).length;

test('on another network: the page asks the wallet to change it, hears a no and a yes, and the form goes on', {
  tag: '@phone',
}, async ({ page, context }) => {
  const { chain, address, wallet } = await returningPerson(context, { amp: parseEther('500') });
  await page.goto('/stake?pool=CALM');
  await field(page).fill('160');
  await expect(button(page)).toBeEnabled();
  await wallet.switchChain(1);
  const main = page.getByRole('main');
  await expect(main.getByText(/^Your wallet is on/)).toBeVisible();
  const change = main.getByRole('button', { name: /^Switch to/ });
  wallet.rejectNext();
  await change.click();
  await expect(main.getByText('You said no in your wallet')).toBeVisible();
  await expectNoFindings(page, 'the network was not changed');
  await change.click();
  await expect(main.getByText(/^Your wallet is on/)).toHaveCount(0);
  await expect(field(page)).toHaveValue('160');
  await button(page).click();
  await expect.poll(async () => (await chain.account('CALM', address)).assets).toBe(parseEther('160'));
  expect(wallet.sent()).toHaveLength(1);
});

test('another account is chosen while the wallet asks, then a yes: it counts for who was asked', {
  tag: '@phone',
}, async ({ page, context }) => {
  const { chain, address, wallet, index } = await returningPerson(context, { amp: parseEther('500') });
  await page.goto('/stake?pool=CALM');
  await field(page).fill('170');
  wallet.hangNext();
  await button(page).click();
  await expect.poll(wallet.asking).toBe(true);
  await wallet.switchAccount(index + 1);
  const other = wallet.address();
  const header = page.getByRole('banner').getByRole('button', { name: /0x[0-9a-f]{4}…/i });
  await expect(header).toContainText(new RegExp(other.slice(0, 6), 'i'));
  wallet.answer('approve');
  await expect.poll(async () => (await chain.account('CALM', address)).assets).toBe(parseEther('170'));
  const stake = page.getByRole('region', { name: /^Your stake in/ });
  await expect(stake).toContainText('Nothing staked');
  await header.click();
  const mine = page.getByRole('dialog', { name: 'Your account' });
  await expect(mine.getByText('Spendable')).toBeVisible();
  await expect(mine.getByText('Done')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(mine).toHaveCount(0);

  await wallet.switchAccount(index);
  await expect(stake).toContainText('170');
  await header.click();
  await expect(mine.getByText('Done')).toHaveCount(1);
  expect(wallet.sent()).toHaveLength(1);
});

test('a button pressed twice asks the wallet once', { tag: '@phone' }, async ({ page, context }) => {
  const { chain, address, wallet } = await returningPerson(context, { amp: parseEther('500') });
  await page.goto('/stake?pool=CALM');
  await field(page).fill('180');
  await expect(button(page)).toBeEnabled();
  await button(page).dblclick();
  await expect.poll(async () => (await chain.account('CALM', address)).assets).toBe(parseEther('180'));
  await expect(page.getByRole('region', { name: 'Your transactions' }).getByText('Done')).toHaveCount(1);
  expect(asked(wallet.asked(), 'eth_sendTransaction')).toBe(1);
});

test('two tabs: the same is not asked for twice, and each shows what the other sent', async ({
  page,
  context,
}) => {
  const { chain, address, wallet } = await returningPerson(context, { amp: parseEther('500') });
  const second = await context.newPage();
  for (const tab of [page, second]) {
    await tab.goto('/stake?pool=CALM');
    await field(tab).fill('190');
    await expect(button(tab)).toBeEnabled();
  }
  wallet.hangNext();
  await button(page).click();
  await expect.poll(wallet.asking).toBe(true);
  await button(second).click();
  await expect(second.getByRole('main').getByText('Your wallet is waiting for you')).toBeVisible();
  await expect(field(second)).toHaveValue('190');
  wallet.answer('approve');
  for (const tab of [page, second]) {
    await expect(tab.getByRole('region', { name: /^Your stake in/ })).toContainText('190');
    await expect(tab.getByRole('region', { name: 'Your transactions' }).getByText('Done')).toHaveCount(1);
  }
  expect((await chain.account('CALM', address)).assets).toBe(parseEther('190'));
  expect(asked(wallet.asked(), 'eth_sendTransaction')).toBe(1);
});
