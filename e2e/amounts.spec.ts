import { expect, type Locator, type Page, test } from '@playwright/test';
import { parseEther } from 'viem';
import { act } from './support/act';
import { awake } from './support/awake';
import { caughtUp } from './support/caught-up';
import { type Person, returningPerson } from './support/person';

/** Every field that takes an amount: what is none is said next to it, and "Max" is all of it to the wei. */
type AmountForm = {
  /** brings the page to where the field can be filled in */
  open: (page: Page, person: Person) => Promise<Locator>;
  /** one wei, or what is far too much, where there is a most */
  tooMuch?: RegExp;
  /** sends "Max" and says what is left of what could be sent */
  left?: (person: Person) => Promise<bigint>;
};

const spendable = ({ chain, address }: Person) => chain.spendable(address);
const ODD = parseEther('123.456789012345678901');

const forms: Record<string, AmountForm> = {
  stake: {
    open: async (page) => {
      await page.goto('/stake?pool=CALM');
      return page.getByLabel('Amount to stake');
    },
    tooMuch: /You can spend/,
    left: spendable,
  },
  'request-exit': {
    open: async (page, person) => {
      await act(person, 'stake', { pool: person.chain.poolId('CALM'), value: ODD });
      await caughtUp(person.chain);
      await page.goto('/stake?pool=CALM');
      await page.getByRole('tab', { name: 'Leave' }).click();
      return page.getByLabel('Amount to take out');
    },
    tooMuch: /Your stake in CALM is worth/,
    left: async ({ chain, address }) => (await chain.account('CALM', address)).shares,
  },
  'set aside': {
    open: async (page) => {
      await page.goto('/wallet');
      return page.getByLabel('Amount to set aside');
    },
    tooMuch: /You can spend/,
    left: spendable,
  },
  enrol: {
    open: async (page) => {
      await page.goto('/wallet');
      await page.getByRole('tab', { name: 'Enrol' }).click();
      return page.getByLabel('Limit', { exact: true });
    },
  },
  'take out': {
    open: async (page, person) => {
      await act(person, 'fund-in-place', { pool: person.chain.inPlacePool, value: ODD });
      await caughtUp(person.chain);
      await page.goto('/wallet');
      await page.getByRole('tab', { name: 'Take out' }).click();
      return page.getByLabel('Amount to take out');
    },
    tooMuch: /AMP is in place/,
    left: async ({ chain, address }) => (await chain.holder(address)).balance,
  },
  send: {
    open: async (page, { address }) => {
      await page.goto(`/account/${address}`);
      await page.getByRole('region', { name: 'Send AMP' }).getByRole('button', { name: 'Send' }).click();
      await page.getByLabel('Recipient').fill(`0x${'5e'.repeat(20)}`);
      return page.getByLabel('Amount to send');
    },
    tooMuch: /You can spend/,
    left: spendable,
  },
};

for (const [name, { open, tooMuch, left }] of Object.entries(forms)) {
  test(`${name}: what is no amount, and Max`, { tag: '@thorough' }, async ({ page, context }) => {
    const person = await returningPerson(context, { amp: ODD });
    const { wallet } = person;
    const field = await open(page, person);
    await awake(page);
    for (const [typed, words] of [
      ['-5', /An amount cannot be negative/],
      ['1e5', /Write the amount out in digits/],
      ['12,34', /Write the amount in digits/],
      ['abc', /Write the amount in digits/],
      [`0.${'1'.repeat(19)}`, /AMP has 18 decimals, and this has 19/],
      ...(tooMuch ? [['99999999999', tooMuch] as const] : []),
    ] as const) {
      await field.fill(typed);
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      await expect(field).toHaveAccessibleDescription(words);
      await field.press('Enter');
      await expect(field).toHaveValue(typed);
    }
    expect(wallet.asked()).not.toContain('eth_sendTransaction');
    if (!left) return;

    expect(await left(person)).toBeGreaterThan(0n);
    await page.getByRole('button', { name: 'Max', exact: true }).click();
    await expect(field).toHaveValue('123.456789012345678901');
    const form = page.locator('form').filter({ has: field });
    await form.locator('button[type=submit]').click();
    await expect.poll(() => left(person)).toBe(0n);
    expect(wallet.sent()).toHaveLength(1);
  });
}
