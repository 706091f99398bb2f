import { expect, type Locator, type Page, test } from '@playwright/test';
import { parseEther } from 'viem';
import { devAccount } from '@/devnet/accounts';
import { address as addressCodec } from '@/lib/domain/codecs';
import { newPerson } from './support/person';
import { connectWallet } from './support/wallet';

/** Everything a staker does, with a keyboard alone: Tab to get there, keys to do it, and focus that can be seen. */
const MOST_TABS = 120;

/** Presses Tab until `target` has the focus. Fails when it cannot be reached, or nothing shows where the focus is. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeEnabled();
  for (let presses = 0; presses < MOST_TABS; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      const seen = await target.evaluate((element) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        const around = element.parentElement && getComputedStyle(element.parentElement);
        return (
          (outlineStyle !== 'none' && outlineWidth !== '0px') ||
          (around !== null && around.outlineStyle !== 'none')
        );
      });
      expect(seen, 'the focus can be seen').toBe(true);
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${target}`);
}
async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}
async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.type(text);
}
const tab = async (page: Page, name: string): Promise<void> => {
  const wanted = page.getByRole('main').getByRole('tab', { name, exact: true });
  await tabTo(page, page.getByRole('main').getByRole('tab', { selected: true }));
  for (let moves = 0; moves < 4 && (await wanted.getAttribute('aria-selected')) !== 'true'; moves++) {
    await page.keyboard.press('ArrowRight');
  }
  await expect(wanted).toHaveAttribute('aria-selected', 'true');
};

test('stake, ask to leave, and stay', async ({ page, context }) => {
  const { chain, address } = await newPerson(context, { amp: parseEther('500') });
  await page.goto('/stake?pool=CALM');
  await connectWallet(page);
  await type(page, page.getByLabel('Amount to stake'), '300');
  await press(page, page.getByRole('button', { name: 'Stake 300 AMP' }));
  await expect.poll(async () => (await chain.account('CALM', address)).assets).toBe(parseEther('300'));
  const position = page.getByRole('region', { name: /^Your stake in/ });
  await expect(position.getByText('Worth now')).toBeVisible();
  await tab(page, 'Leave');
  await press(page, page.getByRole('main').getByRole('button', { name: 'Max', exact: true }));
  await press(page, page.getByRole('button', { name: 'Request exit of all' }));
  await press(page, position.getByRole('button', { name: 'Cancel exit' }));
  await press(page, position.getByRole('button', { name: 'Cancel this exit' }));
  await expect.poll(async () => (await chain.account('CALM', address)).assets).toBe(parseEther('300'));
});

test('set aside, enrol, take out, leave', async ({ page, context }) => {
  const { chain, address } = await newPerson(context, { amp: parseEther('500') });
  await page.goto('/wallet');
  await connectWallet(page);
  const submit = page.getByRole('main').locator('button[type=submit]');
  await type(page, page.getByLabel('Amount to set aside'), '200');
  await press(page, submit);
  await expect.poll(async () => (await chain.holder(address)).balance).toBe(parseEther('200'));
  await tab(page, 'Enrol');
  await type(page, page.getByLabel('Limit', { exact: true }), '150');
  await press(page, submit);
  await expect.poll(async () => (await chain.holder(address)).enrolled).toBe(true);
  await tab(page, 'Take out');
  await press(page, page.getByRole('main').getByRole('button', { name: 'Max', exact: true }));
  await press(page, submit);
  await expect.poll(() => chain.spendable(address)).toBe(parseEther('500'));
  await tab(page, 'Leave');
  await press(page, submit);
  await expect.poll(async () => (await chain.holder(address)).enrolled).toBe(false);
});

test('send AMP', async ({ page, context }) => {
  const { chain, address } = await newPerson(context, { amp: parseEther('500') });
  const to = addressCodec.parse(devAccount(36).address);
  await page.goto(`/account/${address}`);
  await connectWallet(page);
  const panel = page.getByRole('region', { name: 'Send AMP' });
  await press(page, panel.getByRole('button', { name: 'Send' }));
  await type(page, page.getByLabel('Recipient'), to);
  await type(page, page.getByLabel('Amount to send'), '20');
  await press(page, panel.locator('button[type=submit]'));
  await expect.poll(() => chain.spendable(address)).toBe(parseEther('480'));
});
