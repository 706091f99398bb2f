import { expect, test } from '@playwright/test';
import { parseEther } from 'viem';
import { act } from './support/act';
import { awake } from './support/awake';
import { expectNoFindings } from './support/axe';
import { caughtUp } from './support/caught-up';
import { EPOCH_LENGTH } from './support/chain';
import { keyboard } from './support/hands';
import { newPerson, returningPerson } from './support/person';
import { connectWallet } from './support/wallet';

/** Forms on the way, which neither the pages' own check nor that of every action sees. */
// Axe looks at a page for seconds.
test.describe.configure({ timeout: 240_000 });

test('no form has a finding of axe, light or dark', async ({ browser }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const { chain, address, wallet } = await newPerson(context, { amp: parseEther('200000') });
  const page = await context.newPage();
  await page.goto('/wallet');
  await expect(page.getByRole('main').getByRole('button', { name: 'Connect wallet' }).first()).toBeVisible();
  await expectNoFindings(page, 'nobody is connected');
  await connectWallet(page);
  const form = page.getByRole('region', { name: /^(Set AMP aside|Let payments|Take AMP out|Leave)/ });
  const submit = form.locator('button[type=submit]');
  await page.getByLabel('Amount to set aside').fill('0');
  await expect(page.getByLabel('Amount to set aside')).toHaveAttribute('aria-invalid', 'true');
  await expectNoFindings(page, 'an amount that is none');
  await page.getByLabel('Amount to set aside').fill('100');
  await expect(submit).toBeEnabled();
  wallet.rejectNext();
  await submit.click();
  await expect(form.getByText('You said no in your wallet')).toBeVisible();
  await expectNoFindings(page, 'refused in the wallet');
  await form.getByRole('tab', { name: 'Enrol' }).click();
  await page.getByLabel('Limit', { exact: true }).fill('50');
  await expect(form.getByRole('list', { name: 'Steps' })).toBeVisible();
  await expectNoFindings(page, 'two steps');
  for (const name of ['Take out', 'Leave']) {
    await form.getByRole('tab', { name }).click();
    await expect(form.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true');
    await expectNoFindings(page, name);
  }

  await page.goto('/stake?pool=BITCOIN');
  await page.getByLabel('Amount to stake').fill('100000');
  await page.getByRole('button', { name: /^Stake [\d,.]+ AMP$/ }).click();
  await expect(page.getByText('Worth now')).toBeVisible();
  await chain.reward('BITCOIN', 'Fee', parseEther('90'));
  await chain.warp(EPOCH_LENGTH * 3);
  await page.getByRole('button', { name: 'Claim rewards' }).click();
  await expect(page.getByRole('region', { name: 'Rewards' }).locator('button[type=submit]')).toBeEnabled();
  await expectNoFindings(page, 'claiming rewards');

  await page.goto(`/account/${address}`);
  await page.getByRole('region', { name: 'Send AMP' }).getByRole('button', { name: 'Send' }).click();
  await page.getByLabel('Recipient').fill('0x1');
  await page
    .getByRole('region', { name: 'Who else may move it' })
    .getByRole('button', { name: 'Look' })
    .click();
  await expect(page.getByLabel('Look at an address')).toBeVisible();
  await expectNoFindings(page, 'the account with its forms open');
  await context.close();
});

test('a form that opens has the focus, and its button has it back when it closes', async ({
  page,
  context,
}) => {
  const person = await returningPerson(context, { amp: parseEther('500') });
  const pool = person.chain.poolId('CALM');
  await act(person, 'stake', { pool, value: parseEther('200') });
  await act(person, 'request-exit', { pool, amount: { kind: 'all' } });
  await caughtUp(person.chain);
  await page.goto('/stake?pool=CALM');
  await awake(page);
  const hands = keyboard(page);
  const opener = page.getByRole('button', { name: 'Cancel exit' });
  await hands.press(opener);
  await expect(page.getByRole('group', { name: 'Cancel exit' })).toBeFocused();
  await hands.press(page.getByRole('button', { name: 'Not now' }));
  await expect(opener).toBeFocused();
});
