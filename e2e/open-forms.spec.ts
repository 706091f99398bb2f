import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { parseEther } from 'viem';
import { EPOCH_LENGTH } from './support/chain';
import { newPerson } from './support/person';
import { connectWallet } from './support/wallet';

/** Forms while they are open, refused and done: what the pages' own check never sees. */
async function clean(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
    expect(found, `${what}, ${colorScheme}`).toEqual([]);
  }
}

test('no form has a finding of axe, light or dark', async ({ browser }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const { chain, address, wallet } = await newPerson(context, { amp: parseEther('200000') });
  const page = await context.newPage();
  await page.goto('/wallet');
  await clean(page, 'nobody is connected');
  await connectWallet(page);
  const form = page.getByRole('region', { name: /^(Set AMP aside|Let payments|Take AMP out|Leave)/ });
  const submit = form.locator('button[type=submit]');
  await page.getByLabel('Amount to set aside').fill('0');
  await clean(page, 'an amount that is none');
  await page.getByLabel('Amount to set aside').fill('100');
  await expect(submit).toBeEnabled();
  wallet.rejectNext();
  await submit.click();
  await expect(form.getByText('You said no in your wallet')).toBeVisible();
  await clean(page, 'refused in the wallet');
  await form.getByRole('tab', { name: 'Enrol' }).click();
  await page.getByLabel('Limit', { exact: true }).fill('50');
  await expect(form.getByRole('list', { name: 'Steps' })).toBeVisible();
  await clean(page, 'two steps');
  for (const name of ['Take out', 'Leave']) {
    await form.getByRole('tab', { name }).click();
    await clean(page, name);
  }

  await page.goto('/stake?pool=BITCOIN');
  await page.getByLabel('Amount to stake').fill('100000');
  await page.getByRole('button', { name: /^Stake [\d,.]+ AMP$/ }).click();
  await expect(page.getByText('Worth now')).toBeVisible();
  await chain.reward('BITCOIN', 'Fee', parseEther('90'));
  await chain.warp(EPOCH_LENGTH * 3);
  await page.getByRole('button', { name: 'Claim rewards' }).click();
  await clean(page, 'claiming rewards');

  await page.goto(`/account/${address}`);
  await page.getByRole('region', { name: 'Send AMP' }).getByRole('button', { name: 'Send' }).click();
  await page.getByLabel('Recipient').fill('0x1');
  await page
    .getByRole('region', { name: 'Who else may move it' })
    .getByRole('button', { name: 'Look' })
    .click();
  await expect(page.getByLabel('Look at an address')).toBeVisible();
  await clean(page, 'the account with its forms open');
  await context.close();
});
