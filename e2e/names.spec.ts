import { expect, type Page, test } from '@playwright/test';
import { getAddress, parseEther } from 'viem';
import { devAccount } from '@/devnet/accounts';
import { closeRegistry, openRegistry, setAddress, setName } from '@/lib/chain/testing/local-names';
import { address as addressCodec, type Hex } from '@/lib/domain/codecs';
import { withChain } from './support/fixtures';
import { newPerson, type Person } from './support/person';
import { connectWallet } from './support/wallet';

const somebody = (): Hex =>
  addressCodec.parse(devAccount(1_000_000 + Math.floor(Math.random() * 1_000_000)).address);
const sending = (page: Page) => page.getByRole('region', { name: 'Send AMP' });
const recipient = (page: Page) => page.getByLabel('Recipient');

async function openSending({ address }: Person, page: Page): Promise<void> {
  await page.goto(`/account/${address}`);
  await connectWallet(page);
  await sending(page).getByRole('button', { name: 'Send' }).click();
  await page.getByLabel('Amount to send').fill('5');
}

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
  const ann = somebody();
  const account = getAddress(ann);
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

test('AMP goes to a name, whose address stands beside it in full before anything is signed', async ({
  page,
  context,
}) => {
  const person = await newPerson(context, { amp: parseEther('50') });
  const { rpc, spendable } = person.chain;
  const ann = somebody();
  const name = `pay-${ann.slice(2, 8)}.eth`;
  await openRegistry(rpc);
  try {
    await setAddress(rpc, name, ann);
    await openSending(person, page);
    await recipient(page).fill(`nobody-${name}`);
    await expect(recipient(page)).toHaveAccessibleDescription(/Nobody has this name/);
    await recipient(page).fill(name.toUpperCase());
    await expect(recipient(page)).toHaveAccessibleDescription(
      new RegExp(`${name} leads to ${getAddress(ann)}`),
    );
    await expect(recipient(page)).toHaveAccessibleDescription(/does not say that it has this name/);
    // It says so, too, and the form sees it by itself.
    await setName(rpc, ann, name);
    await expect(recipient(page)).toHaveAccessibleDescription(/calls itself that, too/);
    await sending(page).getByRole('button', { name: 'Send 5 AMP' }).click();
    await expect(sending(page)).toContainText(`5 AMP went to ${name}`);
    expect(await spendable(ann)).toBe(parseEther('5'));

    const rights = page.getByRole('region', { name: 'Who else may move it' });
    await rights.getByRole('button', { name: 'Look' }).click();
    await page.getByLabel('Look at an address').fill(name);
    await page.getByLabel('Look at an address').press('Enter');
    await expect(page.getByLabel('Look at an address')).toHaveAccessibleDescription(
      new RegExp(`${name} leads to ${getAddress(ann)}`),
    );
    await expect(rights.getByText('May move none of it.')).toBeVisible();
  } finally {
    await closeRegistry(rpc);
  }
});

test('a name that leads elsewhere between the look and the signature asks once more', async ({
  page,
  context,
}) => {
  const person = await newPerson(context, { amp: parseEther('50') });
  const { wallet, chain } = person;
  const [ann, eve] = [somebody(), somebody()];
  const name = `moves-${ann.slice(2, 8)}.eth`;
  await openRegistry(chain.rpc);
  try {
    await setAddress(chain.rpc, name, ann);
    await openSending(person, page);
    await recipient(page).fill(name);
    await expect(sending(page).getByRole('button', { name: 'Send 5 AMP' })).toBeEnabled();
    await setAddress(chain.rpc, name, eve);
    // Whether the form has seen it by now or not: this press sends nothing.
    await sending(page).locator('button[type=submit]').click();
    const again = sending(page).getByRole('button', { name: 'Use the new address' });
    await expect(again).toBeVisible();
    await expect(sending(page)).toContainText(`It led to ${getAddress(ann)}`);
    await expect(sending(page)).toContainText(`and leads to ${getAddress(eve)} now`);
    await expect(recipient(page)).toHaveValue(name);
    await expect(page.getByLabel('Amount to send')).toHaveValue('5');
    expect(wallet.asked()).not.toContain('eth_sendTransaction');
    await again.click();
    await expect(recipient(page)).toHaveAccessibleDescription(new RegExp(`leads to ${getAddress(eve)}`));
    await sending(page).getByRole('button', { name: 'Send 5 AMP' }).click();
    await expect(sending(page)).toContainText(`5 AMP went to ${name}`);
    expect([await chain.spendable(ann), await chain.spendable(eve)]).toEqual([0n, parseEther('5')]);
  } finally {
    await closeRegistry(chain.rpc);
  }
});

test('where there are no names the form says so and keeps what was typed; the address works', async ({
  page,
  context,
}) => {
  const person = await newPerson(context, { amp: parseEther('50') });
  await openSending(person, page);
  await recipient(page).fill('somebody.eth');
  await expect(recipient(page)).toHaveAccessibleDescription(/Names are not looked up on this network/);
  await sending(page).locator('button[type=submit]').click();
  await expect(recipient(page)).toHaveValue('somebody.eth');
  expect(person.wallet.sent()).toEqual([]);
  const ann = somebody();
  await recipient(page).fill(ann);
  await sending(page).getByRole('button', { name: 'Send 5 AMP' }).click();
  await expect.poll(() => person.chain.spendable(ann)).toBe(parseEther('5'));
});
