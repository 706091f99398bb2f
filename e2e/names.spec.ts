import { expect, test } from '@playwright/test';
import { parseEther } from 'viem';
import { devAccount } from '@/devnet/accounts';
import { closeRegistry, openRegistry, setAddress, setName } from '@/lib/chain/testing/local-names';
import { address as addressCodec } from '@/lib/domain/codecs';
import { withChain } from './support/fixtures';

/** Names of accounts, on a chain that has ENS and on one that has not. */
test('without a registry the page says so, and the way by the address is at hand', async ({ page }) => {
  await page.goto('/account');
  await page.getByLabel('Any account').fill('nonsense');
  await page.getByLabel('Any account').press('Enter');
  await expect(page.getByLabel('Any account')).toHaveAccessibleDescription(/A name has a point in it/);
  await page.getByLabel('Any account').fill('somebody.eth');
  await page.getByLabel('Any account').press('Enter');
  await expect(page).toHaveURL(/\/account\/somebody\.eth$/);
  await expect(page.getByText('Names are not looked up on this network')).toBeVisible();
  const { address } = devAccount(34);
  await page.getByLabel('Any account').fill(address);
  await page.getByLabel('Any account').press('Enter');
  await expect(page.getByRole('main')).toContainText(address);
});

test('a name stands in the address and beside the account, both ways', async ({ page }) => {
  const chain = await withChain();
  const account = devAccount(1_000_000 + Math.floor(Math.random() * 1_000_000)).address;
  const ann = addressCodec.parse(account);
  const name = `ann-${ann.slice(2, 8)}.eth`;
  await chain.fund(ann, parseEther('12'));
  await openRegistry(chain.rpc);
  try {
    await setAddress(chain.rpc, name, ann);
    await setName(chain.rpc, ann, name);
    const title = page.getByRole('heading', { level: 1 });
    await page.goto(`/account/${name}`);
    await expect(title).toContainText(`${name} has 12 AMP`);
    await expect(page.getByRole('main')).toContainText(account);
    // A page does not wait long for a name; the next one has it.
    await expect(async () => {
      await page.goto(`/account/${ann}`);
      await expect(title).toContainText(`${name} has 12 AMP`, { timeout: 2_000 });
    }).toPass();
    expect((await page.goto('/account/nobody-at-all.eth'))?.status()).toBe(404);
    await expect(page.getByText('neither an address nor a name that anybody has')).toBeVisible();
    // Wherever an address is shown in full.
    await chain.register(ann);
    await expect.poll(async () => (await page.request.get(`/merchants/${ann}`)).status()).toBe(200);
    await page.goto(`/merchants/${ann}`);
    await page
      .getByRole('main')
      .getByRole('button', { name: /0x[0-9a-f]{4}…/i })
      .first()
      .click();
    await expect(page.getByRole('dialog').getByText(name)).toBeVisible();
  } finally {
    await closeRegistry(chain.rpc);
  }
});
