import { expect, type Page, test } from '@playwright/test';
import { parseEther } from 'viem';
import { devAccount } from '@/devnet/accounts';
import { address } from '@/lib/domain/codecs';
import { freePort } from '@/lib/testing/free-port';
import { type SafePage, startSafePage } from './support/safe-page';
import { type Stack, startStack } from './support/stack';

/** The app in the frame of another site, which has a Safe in it; and in that of a site that may not. */
let stack: Stack;
let safePort: number;
const pages: SafePage[] = [];

test.beforeAll(async () => {
  safePort = await freePort();
  stack = await startStack({ SAFE_ORIGINS: `http://localhost:${safePort}` });
});
test.afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.stop()));
});
test.afterAll(() => stack?.stop());

async function withSafe(port?: number): Promise<SafePage> {
  const account = 1_000 + Math.floor(Math.random() * 1_000_000);
  const { chain, deployment, baseUrl } = stack;
  await chain.fund(address.parse(devAccount(account).address), parseEther('9000'));
  const { chainId } = deployment;
  const page = await startSafePage({ chain, chainId, appUrl: baseUrl, account, port });
  pages.push(page);
  return page;
}
const app = (page: Page) => page.frameLocator('#app');
const account = (page: Page, { address }: SafePage) =>
  app(page)
    .getByRole('banner')
    .getByRole('button', { name: new RegExp(address.slice(0, 6), 'i') });
const stakeOf = (page: Page) => app(page).getByRole('region', { name: /^Your stake in/ });

test('in a Safe it connects by itself, and what is proposed there is followed to its end', async ({
  page,
}) => {
  const safe = await withSafe(safePort);
  await safe.open(page, '/stake?pool=CALM');
  await expect(account(page, safe)).toBeVisible();
  const amount = app(page).getByLabel('Amount to stake');
  const submit = app(page).getByRole('button', { name: 'Stake 4,321 AMP' });
  await amount.fill('4321');

  safe.refuseNext();
  await submit.click();
  await expect(app(page).getByText('You said no in your wallet')).toBeVisible();
  await expect(amount).toHaveValue('4321');
  expect(safe.proposed()).toHaveLength(0);

  await submit.click();
  await expect.poll(() => safe.proposed().length).toBe(1);
  // The other owners take their time.
  await page.waitForTimeout(1_000);
  await expect(stakeOf(page).getByText('Worth now')).toHaveCount(0);
  const [proposal] = safe.proposed();
  if (!proposal) throw new Error('nothing was proposed');
  await safe.carryOut(proposal);
  await expect(stakeOf(page).getByText('Worth now')).toBeVisible();
  await expect(stakeOf(page)).toContainText('4,321');
  expect((await stack.chain.account('CALM', safe.address)).assets).toBe(parseEther('4321'));
});

test('two steps are one request to the owners of a Safe', async ({ page }) => {
  const safe = await withSafe(safePort);
  await safe.open(page, '/wallet');
  await expect(account(page, safe)).toBeVisible();
  const form = app(page).getByRole('region', { name: /^Let payments/ });
  await app(page).getByRole('tab', { name: 'Enrol', exact: true }).click();
  await app(page).getByLabel('Limit', { exact: true }).fill('50');
  await form.locator('button[type=submit]').click();
  await expect.poll(() => safe.proposed().length).toBe(1);
  const [proposal] = safe.proposed();
  expect(proposal?.calls).toHaveLength(2);
  if (proposal) await safe.carryOut(proposal);
  await expect(app(page).getByRole('tab', { name: 'Limit', exact: true })).toBeVisible();
  const holder = await stack.chain.holder(safe.address);
  expect(holder).toMatchObject({ enrolled: true, maxExposure: parseEther('50') });
  expect(safe.proposed()).toHaveLength(1);
});

test('in the frame of a page that may have it, but is no Safe’s, other wallets are there', async ({
  page,
}) => {
  const safe = await withSafe(safePort);
  safe.fallSilent();
  await safe.open(page, '/stake');
  await app(page)
    .getByRole('banner')
    .getByRole('button', { name: /^connect/i })
    .click();
  await app(page).getByRole('dialog').getByText('Demo wallet').click();
  await expect(
    app(page)
      .getByRole('banner')
      .getByRole('button', { name: /0x[0-9a-f]{4}…/i }),
  ).toBeVisible();
});

test('where the browser keeps nothing for a frame of another site, it works all the same', async ({
  page,
}) => {
  const safe = await withSafe(safePort);
  // As with third-party storage blocked: the first touch throws.
  await page.addInitScript(() => {
    if (window.parent === window) return;
    const forbidden = () => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    };
    Object.defineProperty(window, 'localStorage', { configurable: true, get: forbidden });
    Object.defineProperty(document, 'cookie', { get: () => '', set: () => {} });
    navigator.locks.request = forbidden;
  });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await safe.open(page, '/stake?pool=HARBOR');
  await expect(account(page, safe)).toBeVisible();
  await app(page).getByLabel('Amount to stake').fill('100');
  await app(page).getByRole('button', { name: 'Stake 100 AMP' }).click();
  await expect.poll(() => safe.proposed().length).toBe(1);
  const [proposal] = safe.proposed();
  if (proposal) await safe.carryOut(proposal);
  await expect(stakeOf(page).getByText('Worth now')).toBeVisible();
  expect(errors).toEqual([]);
});

test('a site that is not named may not frame it', async ({ page }) => {
  const other = await withSafe();
  const refused: string[] = [];
  page.on('console', (message) => refused.push(message.text()));
  await other.open(page, '/stake');
  await expect.poll(() => refused.join()).toMatch(/frame-ancestors/);
  await expect(app(page).getByRole('banner')).toHaveCount(0);
});

test('outside of a frame there is no Safe to choose', async ({ page }) => {
  await page.goto(`${stack.baseUrl}/stake`);
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^connect/i })
    .click();
  await expect(page.getByRole('dialog').getByText('Demo wallet')).toBeVisible();
  await expect(page.getByRole('dialog').getByText('Safe', { exact: true })).toHaveCount(0);
});

test('what a Safe’s page reads of the app is there for other sites', async ({ page }) => {
  const safe = await withSafe(safePort);
  await page.goto(safe.origin);
  const read = (url: string) => page.evaluate(async (from) => (await fetch(from)).json(), url);
  const manifest = await read(`${stack.baseUrl}/manifest.json`);
  expect(manifest).toMatchObject({ name: 'Ampledge', iconPath: 'icon.svg' });
  expect(manifest.description).toMatch(/\.$/);
  const icon = await page.request.get(`${stack.baseUrl}/${manifest.iconPath}`);
  expect(icon.headers()['content-type']).toContain('image/svg+xml');
});
