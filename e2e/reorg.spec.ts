import { expect, test } from '@playwright/test';
import { parseEther } from 'viem';
import { newPerson } from './support/person';
import { connectWallet } from './support/wallet';

test('a reorg that takes a confirmed transaction back is said, and the page shows what is true then', async ({
  page,
  context,
}) => {
  test.slow();
  const { chain, address } = await newPerson(context, { amp: parseEther('500') });
  await page.goto('/stake?pool=CALM');
  await connectWallet(page);
  await page.getByLabel('Amount to stake').fill('300');
  await page.getByRole('button', { name: 'Stake 300 AMP' }).click();
  const mine = page.getByRole('region', { name: 'Your transactions' });
  await expect(mine.getByText('Done')).toBeVisible();
  await expect(page.getByRole('region', { name: /^Your stake in/ })).toContainText('300 AMP');

  // The blocks since then are replaced by others, without it.
  const receipt = await chain.account('CALM', address);
  expect(receipt.assets).toBe(parseEther('300'));
  let depth = 1;
  while ((await chain.account('CALM', address)).assets > 0n) {
    await chain.rpc.call('anvil_reorg', [depth, []]);
    depth += 3;
  }
  await expect(mine.getByText('The chain took back the block it was in')).toBeVisible();
  await expect(page.getByRole('region', { name: /^Your stake in/ })).not.toContainText('300 AMP');
  // No node has it any more: half a minute after it was last seen it is given up, in words. A question that no node
  // answers meanwhile begins that anew.
  await expect(mine.getByText('The chain has taken this transaction back')).toBeVisible({ timeout: 120_000 });
  expect(await chain.spendable(address)).toBe(parseEther('500'));
});
