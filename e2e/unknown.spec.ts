import { expect, test } from '@playwright/test';
import { keccak256, stringToHex } from 'viem';
import { withChain } from './support/fixtures';

/** Nothing at an address: said in words on a page, in a problem document by the API, with the status that it is. */
const nobody = `0x${'ab'.repeat(32)}`;
const stranger = `0x${'ab'.repeat(20)}`;

for (const [path, words] of [
  [`/payments/${nobody}`, /payment/i],
  ['/payments/0x12', /payment/i],
  [`/merchants/${stranger}`, /merchant/i],
  ['/merchants/nobody', /merchant/i],
  ['/account/0x123', /address|account/i],
  ['/nothing-here', /no page/i],
] as const) {
  test(`${path} is a page that says so`, async ({ page }) => {
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('main')).toContainText(words);
    await expect(page.getByRole('main').getByRole('link').first()).toBeVisible();
  });
}

test('a payment that is locked while its page says that there is none appears by itself', async ({
  page,
}) => {
  const chain = await withChain();
  const paymentId = keccak256(stringToHex(`soon ${Math.random()}`));
  await page.goto(`/payments/${paymentId}`);
  await expect(page.getByText('Nothing was ever locked under this id')).toBeVisible();
  await chain.lock({ paymentId });
  await expect(page.getByRole('heading', { name: 'Guaranteed' })).toBeVisible();
});

for (const [path, status] of [
  [`/api/pools/${nobody}`, 404],
  [`/api/payments/${nobody}`, 404],
  [`/api/merchants/${stranger}/payments`, 404],
  ['/api/nothing', 404],
  ['/api/payments/0x12', 400],
  ['/api/accounts/0x12', 400],
  ['/api/locks?limit=0', 400],
  ['/api/locks?unknown=1', 400],
  ['/api/locks?status=gone', 400],
  ['/api/locks?cursor=%00', 400],
] as const) {
  test(`${path} is refused with ${status} and a reason`, async ({ request }) => {
    const response = await request.get(path);
    expect(response.status()).toBe(status);
    expect(response.headers()['content-type']).toContain('application/problem+json');
    const problem = await response.json();
    expect(problem).toMatchObject({ status });
    expect(`${problem.title} ${problem.detail}`.length).toBeGreaterThan(20);
    expect(JSON.stringify(problem)).not.toMatch(/node_modules|at \w+ \(|\.ts:/);
  });
}
