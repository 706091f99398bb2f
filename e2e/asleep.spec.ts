import { expect, type Page, test } from '@playwright/test';
import { parseEther } from 'viem';
import { withChain } from './support/fixtures';

/**
 * Parts of a page come alive after it can be read. Here their code is slow, and blocks come meanwhile: nothing that
 * was to be read may go, or come a second time; nothing may be said to the console; what is pressed too early counts.
 */
const SLOW_MS = 2_500;

async function openSlowly(page: Page, path: string): Promise<{ complaints: string[] }> {
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  const html = await (await fetch(test.info().project.use.baseURL + path)).text();
  await page.route('**/_next/static/chunks/**', async (route) => {
    const name = new URL(route.request().url()).pathname;
    if (!html.includes(name)) await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
    await route.continue();
  });
  // As text: a function would come with helpers of the compiler that the page does not have.
  await page.addInitScript(`
    window.gone = 0;
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    addEventListener('DOMContentLoaded', () => {
      const words = document.querySelector('main h1')?.textContent.length;
      new MutationObserver(() => {
        const title = document.querySelector('main h1');
        if (words && !title?.checkVisibility()) gone += 1;
      }).observe(document.body, { childList: true, subtree: true, attributes: true });
    });
  `);
  await page.goto(path, { waitUntil: 'commit' });
  return { complaints };
}

const isAsleep = (page: Page) => page.locator('main [data-asleep]').count();
const figure = (page: Page, name: 'gone' | 'shift') => page.evaluate<number>(`window.${name}`);

test('a page whose code comes late stays as it was rendered, then goes live', async ({ page }) => {
  test.setTimeout(180_000);
  const chain = await withChain();
  const paymentId = await chain.lock({ amount: parseEther('20') });
  const account = chain.merchant();
  for (const path of ['/', '/locks', `/payments/${paymentId}`, `/account/${account}`]) {
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    const { complaints } = await openSlowly(page, path);
    // Not at `load`: that waits for code which is asked for early enough.
    await expect(page.locator('main [data-asleep]').first(), `${path} is not slow`).toBeAttached();
    await chain.lock({ amount: parseEther('20') });
    await expect.poll(() => isAsleep(page), { message: `${path} does not wake` }).toBe(0);
    await page.waitForTimeout(1_500);
    expect(complaints, path).toEqual([]);
    expect(await figure(page, 'gone'), `${path} showed nothing for a while`).toBe(0);
    expect(await figure(page, 'shift'), path).toBeLessThanOrEqual(0.02);
  }
});

test('what is pressed before its code is there is pressed when it is', async ({ page }) => {
  const chain = await withChain();
  await openSlowly(page, `/account/${chain.merchant()}`);
  const copy = page.locator('main').getByRole('button', { name: /copy/i }).first();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await copy.click();
  expect(await isAsleep(page)).toBeGreaterThan(0);
  await expect(page.locator('main').getByRole('button', { name: /copied/i })).toBeVisible();
});

test('so it is on a phone, where the page has no table after all', async ({ page }) => {
  await withChain();
  await page.setViewportSize({ width: 412, height: 823 });
  await openSlowly(page, '/stake?pool=CALM');
  const comparison = page.getByRole('region', { name: 'Choose a pool' });
  const rate = comparison.getByRole('button').filter({ visible: true }).first();
  await rate.click();
  expect(await comparison.locator('[data-asleep]').count()).toBe(1);
  await expect(comparison.locator('[data-asleep]')).toHaveCount(0);
  await expect(rate).toHaveAttribute('aria-expanded', 'true');
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('what is typed and chosen before its code is there stands there when it is, and counts', async ({
  page,
}) => {
  const chain = await withChain();
  await chain.lock({ amount: parseEther('20') });
  await openSlowly(page, '/locks');
  const filters = page.locator('main search');
  await filters.getByLabel('Paid with').fill('ETH');
  await filters.getByLabel('Status').focus();
  await filters.getByLabel('Status').selectOption('drawn');
  expect(await isAsleep(page)).toBeGreaterThan(0);
  await expect.poll(() => isAsleep(page)).toBe(0);
  await expect(filters.getByLabel('Status')).toHaveValue('drawn');
  await expect(filters.getByLabel('Paid with')).toHaveValue('ETH');
  await expect(page).toHaveURL(/status=drawn/);
  // It was left before the page woke, and is taken over as if it were left now.
  await expect(page).toHaveURL(/asset=ETH/);
});

test('what is below a phone’s screen sleeps until somebody comes near it or begins to use the page', async ({
  page,
}) => {
  await withChain();
  await page.setViewportSize({ width: 412, height: 823 });
  const form = page.getByRole('region', { name: 'Stake in CALM' });
  const formAsleep = page.locator('[data-asleep]').filter({ has: form });
  const comparison = page.getByRole('region', { name: 'Choose a pool' });
  const open = async () => {
    await page.goto('/stake?pool=CALM');
    await expect(comparison.locator('[data-asleep]')).toHaveCount(0);
    await expect(formAsleep).toHaveCount(1);
  };
  await open();
  // Past the moment at which all that sleeps only for a while would be awake.
  await page.waitForTimeout(3_000);
  await expect(formAsleep).toHaveCount(1);
  await form.getByLabel('Amount to stake').fill('1e5');
  await expect(form).toContainText('Write the amount out in digits');
  await expect(formAsleep).toHaveCount(0);

  await open();
  await comparison.getByRole('link').filter({ hasNotText: 'CALM' }).first().click();
  await expect(page).not.toHaveURL(/pool=CALM/);
  await expect(form).toHaveCount(0);
  await expect(page.getByRole('region', { name: /^Stake in / })).toHaveCount(1);
  await expect(page.locator('main [data-asleep]')).toHaveCount(0);
});

test('an account that is looked for before the page hears of it is found by the server', async ({ page }) => {
  const chain = await withChain();
  await page.goto(`/account?account=${chain.merchant()}`);
  await expect(page).toHaveURL(new RegExp(`/account/${chain.merchant()}$`, 'i'));
  await page.goto('/account?account=0x12');
  await expect(page.getByRole('textbox', { name: 'Any account' })).toHaveValue('0x12');
  await expect(page.getByRole('main')).toContainText('40 digits');
});
