import { expect, test } from '@playwright/test';
import { parseEther } from 'viem';
import { address } from '@/lib/domain/codecs';
import { type Stack, startStack } from './support/stack';
import { connectWallet, injectWallet } from './support/wallet';

/** A pool that loses nearly everything begins afresh. A chain of its own: nobody else may stand in that pool. */
let stack: Stack;

test.describe.configure({ timeout: 240_000 });
test.beforeAll(async () => {
  stack = await startStack();
});
test.afterAll(() => stack.stop());

/** All that may be locked is locked and paid out, until the contract closes the generation. */
async function exhaust({ chain }: Stack): Promise<void> {
  const { generation } = await chain.poolInfo('BITCOIN');
  for (;;) {
    const info = await chain.poolInfo('BITCOIN');
    if (info.generation !== generation) return;
    await chain.draw(await chain.lock({ tag: 'BITCOIN', amount: info.free }), info.free);
  }
}

test('it closes while the wallet asks: said, what is left has a way out, and the pool takes stakes again', {
  tag: '@thorough',
}, async ({ page, context }) => {
  const { chain, baseUrl } = stack;
  const wallet = await injectWallet(context, { rpcUrl: chain.rpcUrl, account: 1_500, minesAfterMs: 150 });
  const person = address.parse(wallet.address());
  await chain.fund(person, parseEther('5000'));
  await page.goto(`${baseUrl}/stake?pool=BITCOIN`);
  await connectWallet(page);
  await page.getByLabel('Amount to stake').fill('1000');
  await page.getByRole('button', { name: 'Stake 1,000 AMP' }).click();
  await expect(page.getByText('Worth now')).toBeVisible();

  await page.getByRole('tab', { name: 'Leave' }).click();
  await page.getByLabel('Amount to take out').fill('500');
  const form = page.getByRole('region', { name: /^Leave / });
  wallet.hangNext();
  await form.locator('button[type=submit]').click();
  await expect.poll(wallet.asking).toBe(true);
  await exhaust(stack);
  wallet.answer('approve');
  const told = page.getByRole('alert').or(page.getByRole('status')).filter({ visible: true });
  await expect(told.filter({ hasText: /more than you have in this pool/ }).first()).toBeVisible();
  expect(wallet.sent()).toHaveLength(2);

  await page.goto(`${baseUrl}/account/${person}`);
  const left = page.getByRole('region', { name: 'Left over from losses' });
  await expect(left).toContainText('in BITCOIN, generation 1');
  await left.getByRole('button', { name: 'Leave' }).click();
  await left.getByRole('button', { name: 'Request exit of all' }).click();
  await expect.poll(() => wallet.sent().length).toBe(3);
  await expect(left).toHaveCount(0);

  await page.goto(`${baseUrl}/stake?pool=BITCOIN`);
  await page.getByLabel('Amount to stake').fill('100');
  await page.getByRole('button', { name: 'Stake 100 AMP' }).click();
  await expect.poll(async () => (await chain.account('BITCOIN', person)).assets).toBe(parseEther('100'));
  await expect(page.getByRole('region', { name: /^Your stake in/ })).toContainText('100 AMP');
});
