import { expect, type Page, test } from '@playwright/test';
import { parseEther } from 'viem';
import { returningPerson } from './support/person';

/** The page goes away while the wallet asks, so it never hears what the person says there. */
const field = (page: Page) => page.getByLabel('Amount to stake');
const button = (page: Page) => page.getByRole('button', { name: /^Stake( [\d,.]+ AMP)?( again)?$/ });

test('a reload while the wallet asks, and a yes after it: found, followed, and not sent a second time', {
  tag: '@phone',
}, async ({ page, context }) => {
  const { chain, address, wallet } = await returningPerson(context, { amp: parseEther('500') });
  await page.goto('/stake?pool=CALM');
  await field(page).fill('130');
  wallet.hangNext();
  await button(page).click();
  await expect.poll(wallet.asking).toBe(true);
  await page.reload();

  // The page cannot know what the wallet will say: a press points there first.
  await field(page).fill('130');
  await button(page).click();
  const main = page.getByRole('main');
  await expect(main.getByText('Your wallet may still be asking you this')).toBeVisible();
  await expect(field(page)).toHaveValue('130');
  expect(wallet.asked().filter((method) => method === 'eth_sendTransaction')).toHaveLength(1);

  wallet.answer('approve');
  const staked = async () => (await chain.account('CALM', address)).assets;
  await expect.poll(staked).toBe(parseEther('130'));
  await expect(main.getByRole('region', { name: /^Your stake in/ })).toContainText('130');
  await page
    .getByRole('banner')
    .getByRole('button', { name: /0x[0-9a-f]{4}…/i })
    .click();
  await expect(page.getByRole('dialog', { name: 'Your account' }).getByText('Done')).toHaveCount(1);
  expect(wallet.sent()).toHaveLength(1);
});

test('a reload while the wallet asks, and a no after it: the next press asks anew', async ({
  page,
  context,
}) => {
  const { chain, address, wallet } = await returningPerson(context, { amp: parseEther('500') });
  await page.goto('/stake?pool=CALM');
  await field(page).fill('140');
  wallet.hangNext();
  await button(page).click();
  await expect.poll(wallet.asking).toBe(true);
  await page.reload();
  wallet.answer('reject');
  await field(page).fill('140');
  await button(page).click();
  await expect(page.getByText('Your wallet may still be asking you this')).toBeVisible();
  await button(page).click();
  await expect.poll(async () => (await chain.account('CALM', address)).assets).toBe(parseEther('140'));
  expect(wallet.sent()).toHaveLength(1);
});

test('a wallet that does not answer: said, given up here, and still followed when it says yes', async ({
  page,
  context,
}) => {
  const { chain, address, wallet } = await returningPerson(context, { amp: parseEther('500') });
  await page.clock.install();
  await page.goto('/stake?pool=CALM');
  await field(page).fill('150');
  wallet.hangNext();
  await button(page).click();
  const main = page.getByRole('main');
  await expect(main.getByText('Your wallet is asking you')).toBeVisible();
  await expect.poll(wallet.asking).toBe(true);
  await page.clock.fastForward(13_000);
  await expect(main.getByText('Your wallet has not answered yet')).toBeVisible();
  await main.getByRole('button', { name: 'Stop waiting' }).click();
  await expect(field(page)).toHaveValue('150');
  await button(page).click();
  await expect(main.getByText('Your wallet is waiting for you')).toBeVisible();

  wallet.answer('approve');
  await expect.poll(async () => (await chain.account('CALM', address)).assets).toBe(parseEther('150'));
  await expect(main.getByRole('region', { name: /^Your stake in/ })).toContainText('150');
  expect(wallet.sent()).toHaveLength(1);
});
