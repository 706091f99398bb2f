import { expect, type Page, test } from '@playwright/test';
import { formatEther, parseEther } from 'viem';
import { roundedAmp } from '@/components/stake/rounded-amp';
import { poolsAnswer } from '@/lib/domain/api';
import { withChain } from './support/fixtures';
import { paymentRow } from './support/payment-row';
import { newPerson } from './support/person';
import { connectWallet, injectWallet } from './support/wallet';

const stakeOf = (page: Page) => page.getByRole('region', { name: /^Your stake in/ });

async function stake(page: Page, amount: string): Promise<void> {
  await page.getByLabel('Amount to stake').fill(amount);
  await page.getByRole('button', { name: /^Stake [\d,.]+ AMP$/ }).click();
}

test('stake, watch a payment come and go, leave, and have the AMP back, without a reload', async ({
  page,
  context,
}) => {
  const chain = await withChain();
  const wallet = await injectWallet(context, { rpcUrl: chain.rpcUrl, account: 11 });
  const staker = wallet.address();
  const before = await chain.spendable(staker);

  await page.goto('/stake?pool=CALM');
  await connectWallet(page);
  await stake(page, '25,000');
  await expect(stakeOf(page).getByText('Worth now')).toBeVisible();
  await expect(stakeOf(page)).toContainText('25,000');
  expect(await chain.spendable(staker)).toBe(before - parseEther('25000'));

  const [ledger, overview, merchant] = await Promise.all([0, 1, 2].map(() => context.newPage()));
  if (!ledger || !overview || !merchant) throw new Error('no pages');
  await Promise.all([
    ledger.goto('/locks'),
    overview.goto('/'),
    merchant.goto(`/merchants/${chain.merchant()}`),
  ]);
  const payment = await chain.lock({ tag: 'CALM', amount: parseEther('4000') });
  for (const each of [ledger, overview, merchant]) {
    await expect(paymentRow(each, payment)).toContainText('Guaranteed');
  }
  await chain.release(payment, parseEther('4000'));
  for (const each of [ledger, overview, merchant]) {
    await expect(paymentRow(each, payment)).toContainText('Released');
  }
  await Promise.all([ledger, overview, merchant].map((each) => each.close()));

  const pending = async () => (await chain.poolInfo('CALM')).pendingShares;
  const othersPending = await pending();
  await page.getByRole('tab', { name: 'Leave' }).click();
  await page.getByRole('button', { name: 'Max', exact: true }).click();
  await page.getByRole('button', { name: 'Request exit of all' }).click();
  await expect(stakeOf(page).getByRole('button', { name: 'Cancel exit' })).toBeVisible();
  expect((await pending()) - othersPending).toBe(parseEther('25000'));

  // The payment's lock could have lasted 1,200 s: nobody leaves before its end.
  await chain.warp(1300);
  await stakeOf(page).getByRole('button', { name: 'Claim', exact: true }).click();
  await stakeOf(page).locator('button[type=submit]').click();
  await expect(stakeOf(page).getByRole('listitem')).toHaveCount(0);
  expect(await chain.spendable(staker)).toBe(before);
});

test('a payment that fails is paid from the pool, and the staker sees the loss to the wei', async ({
  page,
  context,
}) => {
  const { chain, address: staker } = await newPerson(context, { amp: parseEther('50000') });
  await page.goto('/stake?pool=BITCOIN');
  await connectWallet(page);
  const staked = parseEther('33333.333333333333333333');
  await stake(page, formatEther(staked));
  await expect(stakeOf(page).getByText('Worth now')).toBeVisible();
  const pools = poolsAnswer.parse(await (await page.request.get('/api/pools')).json());
  const poolBefore = pools.pools.find(({ pool }) => pool.tag === 'BITCOIN')?.settled.assets ?? 0n;
  const payment = await chain.lock({ tag: 'BITCOIN', amount: parseEther('2000') });

  const paid = await context.newPage();
  await paid.goto(`/payments/${payment}`);
  await expect(paid.getByRole('heading', { name: 'Guaranteed' })).toBeVisible();
  const merchantBefore = await chain.spendable(chain.merchant());
  const first = parseEther('1234.567891');
  await chain.draw(payment, first);
  await chain.draw(payment, parseEther('2000') - first);
  await expect(paid.getByRole('heading', { name: /Paid from collateral/ })).toBeVisible();
  expect((await chain.spendable(chain.merchant())) - merchantBefore).toBe(parseEther('2000'));
  await page.goto(`/account/${staker}`);
  // What shares cost less what they are worth: the pool may have paid before, and both are rounded.
  const lossOnChain = async () => staked - (await chain.account('BITCOIN', staker)).assets;
  await expect(async () => {
    const answer = await page.request.get(`/api/accounts/${staker}`);
    const lost = (await lossOnChain()).toString();
    expect((await answer.json()).positions).toMatchObject([{ poolTag: 'BITCOIN', lost }]);
  }).toPass({ timeout: 15_000 });
  const lost = await lossOnChain();
  const borne = (parseEther('2000') * staked) / poolBefore;
  expect(Number(lost - borne), 'wei beside the part that the stake had of the pool').toBeLessThan(10);
  expect(Number(lost - borne)).toBeGreaterThan(-10);
  await expect(page.getByRole('main')).toContainText(roundedAmp(lost));
});
