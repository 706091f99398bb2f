import { expect, type Page, test } from '@playwright/test';
import { createWalletClient, type Hex, http, parseEther } from 'viem';
import { type Person, returningPerson } from './support/person';

/** A transaction on its way ends otherwise than it was sent: in the wallet, or since the network forgets it. */

const AMOUNT = '125';
const mine = (page: Page) => page.getByRole('region', { name: 'Your transactions' });
const staked = async ({ chain, address }: Person) => (await chain.account('CALM', address)).assets;

/** Sends a stake that no block takes in until `then` is over; `then` gets its hash. */
async function whileOnItsWay(page: Page, person: Person, then: (hash: Hex) => Promise<void>): Promise<void> {
  const { rpc } = person.chain;
  await page.goto('/stake?pool=CALM');
  await page.getByLabel('Amount to stake').fill(AMOUNT);
  const submit = page.getByRole('button', { name: `Stake ${AMOUNT} AMP`, exact: true });
  await expect(submit).toBeEnabled();
  await rpc.call('evm_setIntervalMining', [0]);
  try {
    await submit.click();
    await expect(page.getByText('Sent, and waiting for a block.')).toBeVisible();
    const [hash] = person.wallet.sent();
    if (!hash) throw new Error('nothing was sent');
    await then(hash);
  } finally {
    await rpc.call('evm_setIntervalMining', [1]);
  }
}

/** The number is learnt from a node that shows the transaction. Only then can the page tell what took its place. */
const numberLearnt = (page: Page) =>
  expect
    .poll(() => page.evaluate(() => localStorage.getItem('ampledge-activity') ?? ''))
    .toMatch(/"nonce":\d/);

/** As a wallet does it: the same number again, for twice the fee. */
async function replace({ chain, account }: Person, hash: Hex, by: { to?: Hex; data: Hex }): Promise<void> {
  const old = await chain.reader.getTransaction({ hash });
  const client = createWalletClient({ account, transport: http(chain.rpcUrl) });
  await client.sendTransaction({
    chain: null,
    to: by.to ?? old.to,
    data: by.data,
    gas: old.gas,
    nonce: old.nonce,
    maxFeePerGas: 2n * (old.maxFeePerGas ?? old.gasPrice ?? 0n),
    maxPriorityFeePerGas: 2n * (old.maxPriorityFeePerGas ?? old.gasPrice ?? 0n),
  });
}

const begin = (context: Parameters<typeof returningPerson>[0]) =>
  returningPerson(context, { amp: parseEther('500'), minesAfterMs: null });

test('sent again for a higher fee: it is the same stake, and it is done', { tag: '@phone' }, async ({
  page,
  context,
}) => {
  const person = await begin(context);
  await whileOnItsWay(page, person, async (hash) => {
    const { input } = await person.chain.reader.getTransaction({ hash });
    await replace(person, hash, { data: input });
  });
  await expect(mine(page).getByText('Done')).toBeVisible();
  expect(await staked(person)).toBe(parseEther(AMOUNT));
  await expect(page.getByRole('region', { name: /^Your stake in/ })).toContainText(AMOUNT);
});

test('cancelled in the wallet, after a reload: said, and it can be sent again', { tag: '@phone' }, async ({
  page,
  context,
}) => {
  const person = await begin(context);
  await whileOnItsWay(page, person, async (hash) => {
    await numberLearnt(page);
    await page.reload();
    await expect(mine(page).getByText('Under way')).toBeVisible();
    await replace(person, hash, { to: person.address, data: '0x' });
  });
  await expect(mine(page).getByText('You cancelled this transaction')).toBeVisible();
  expect(await staked(person)).toBe(0n);
  await page.getByLabel('Amount to stake').fill(AMOUNT);
  await page.getByRole('button', { name: `Stake ${AMOUNT} AMP`, exact: true }).click();
  await expect.poll(() => staked(person)).toBe(parseEther(AMOUNT));
});

test('another transaction with its number went through: said, with what was typed still there', async ({
  page,
  context,
}) => {
  const person = await begin(context);
  await whileOnItsWay(page, person, async (hash) => {
    await numberLearnt(page);
    await replace(person, hash, { to: person.chain.merchant(), data: '0x' });
  });
  const main = page.getByRole('main');
  await expect(main.getByText('Another transaction took this one’s place').first()).toBeVisible();
  await expect(page.getByLabel('Amount to stake')).toHaveValue(AMOUNT);
  expect(await staked(person)).toBe(0n);
});

test('forgotten by the network: given up after a while, and sent again', { tag: '@thorough' }, async ({
  page,
  context,
}) => {
  const person = await begin(context);
  const { rpc } = person.chain;
  await whileOnItsWay(page, person, async (hash) => {
    await rpc.call('anvil_dropTransaction', [hash]);
  });
  const main = page.getByRole('main');
  await expect(main.getByText('The network has forgotten this transaction').first()).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByLabel('Amount to stake')).toHaveValue(AMOUNT);
  await page.getByRole('button', { name: /^Stake [\d,.]+ AMP( again)?$/ }).click();
  await expect.poll(() => staked(person)).toBe(parseEther(AMOUNT));
});
