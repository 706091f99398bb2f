import { expect, type Locator, type Page, test } from '@playwright/test';
import { parseEther } from 'viem';
import { submitOf } from './every-action/scenario';
import { act } from './support/act';
import { caughtUp } from './support/caught-up';
import { type Person, returningPerson } from './support/person';

/** What the chain promises becomes less between the look and the press: the person is asked again, before the wallet is. */

/** Whatever the page asks the chain waits until the returned function is called: what it shows stays as it is. */
async function holdReads(page: Page): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/api/rpc', async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

async function expectSecondLook(
  page: Page,
  { wallet }: Person,
  form: Locator,
  meanwhile: () => Promise<void>,
): Promise<void> {
  const submit = submitOf(form);
  await expect(submit).toBeEnabled();
  const release = await holdReads(page);
  await meanwhile();
  await submit.click();
  await expect(submit).toContainText('Checking once more');
  release();
  await expect(form.getByText('The outcome has changed since you looked')).toBeVisible();
  expect(wallet.asked()).not.toContain('eth_sendTransaction');
  await expect(submit).toHaveText('Agree and send');
  await submit.click();
  await expect.poll(() => wallet.sent().length).toBe(1);
}

test('an exit that is taken back, after the pool has paid for a payment', { tag: '@phone' }, async ({
  page,
  context,
}) => {
  const person = await returningPerson(context, { amp: parseEther('30000') });
  const { chain, address } = person;
  const pool = chain.poolId('BITCOIN');
  await act(person, 'stake', { pool, value: parseEther('30000') });
  await act(person, 'request-exit', { pool, amount: { kind: 'all' } });
  const payment = await chain.lock({ tag: 'BITCOIN', amount: parseEther('2000') });
  await caughtUp(chain);
  await page.goto('/stake?pool=BITCOIN');
  const position = page.getByRole('region', { name: /^Your stake in/ });
  await position.getByRole('button', { name: 'Cancel exit' }).click();
  const form = position.getByRole('listitem');
  await expectSecondLook(page, person, form, async () => {
    await chain.draw(payment, parseEther('2000'));
  });
  await expect.poll(async () => (await chain.account('BITCOIN', address)).shares).toBeGreaterThan(0n);
});

test('a limit that somebody has changed on another device', { tag: '@phone' }, async ({ page, context }) => {
  const person = await returningPerson(context, { amp: parseEther('500') });
  const { chain, address } = person;
  const pool = chain.inPlacePool;
  await act(person, 'fund-in-place', { pool, value: parseEther('200') });
  await act(person, 'enrol', { pool, maxExposure: parseEther('150') });
  await caughtUp(chain);
  await page.goto('/wallet');
  await page.getByRole('tab', { name: 'Limit' }).click();
  const limit = page.getByLabel('Limit for WALLETS');
  await limit.fill('120');
  const form = page.getByRole('region', { name: /^Let payments/ });
  await expectSecondLook(page, person, form, () =>
    act(person, 'change-exposure', { pool, maxExposure: parseEther('100') }),
  );
  await expect.poll(async () => (await chain.holder(address)).maxExposure).toBe(parseEther('120'));
});
