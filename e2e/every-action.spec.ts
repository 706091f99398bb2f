import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { toHex } from 'viem';
import { type Scenario, submitOf } from './every-action/scenario';
import { scenarios } from './every-action/scenarios';
import { awake } from './support/awake';
import { expectNoFindings } from './support/axe';
import { caughtUp } from './support/caught-up';
import { type Hands, keyboard, pointer } from './support/hands';
import { type Person, returningPerson } from './support/person';

/**
 * Every action there is, made from `every-action/scenarios.ts`: done with a keyboard alone and with a thumb, refused,
 * hindered, and overtaken; and what axe says of it meanwhile. `@phone` also runs on a phone; the rest does with `npm run test:e2e:all`.
 */
async function begin(
  scenario: Scenario,
  { context, page, hands }: { context: BrowserContext; page: Page; hands: Hands },
): Promise<Person> {
  const person = await returningPerson(context, { amp: scenario.amp });
  await scenario.prepare?.(person);
  await caughtUp(person.chain);
  await page.goto(scenario.path(person));
  // What is pressed earlier counts, too, which is `asleep.spec.ts`'s to show.
  await awake(page);
  await scenario.fill(page, hands);
  await expect(submitOf(scenario.form(page))).toBeEnabled();
  return person;
}
async function expectTyped(scenario: Scenario, page: Page): Promise<void> {
  for (const [field, text] of scenario.typed?.(page) ?? []) {
    const chosen = field.locator('option:checked');
    if ((await chosen.count()) > 0) await expect(chosen).toHaveText(text);
    else await expect(field).toHaveValue(text);
  }
}

test.describe.configure({ mode: 'parallel' });

for (const [kind, scenario] of Object.entries(scenarios)) {
  const transactions = scenario.transactions ?? 1;

  test(`${kind}: it happens, and the page says so`, { tag: '@phone' }, async ({
    page,
    context,
    isMobile,
  }) => {
    // A phone has no Tab key: there it is done with a thumb.
    const hands = isMobile ? pointer(page) : keyboard(page);
    const person = await begin(scenario, { context, page, hands });
    await hands.press(submitOf(scenario.form(page)));
    await expect.poll(() => scenario.done(person), { intervals: [100] }).toBe(true);
    expect(person.wallet.sent()).toHaveLength(transactions);
    await page
      .getByRole('banner')
      .getByRole('button', { name: /0x[0-9a-f]{4}…/i })
      .click();
    const mine = page.getByRole('dialog', { name: 'Your account' });
    await expect(mine.getByText('Done')).toHaveCount(transactions);
  });

  test(`${kind}: refused, on another network, without ETH, overtaken: said, nothing lost, nothing sent twice`, async ({
    page,
    context,
  }) => {
    const person = await begin(scenario, { context, page, hands: pointer(page) });
    const { chain, wallet, address } = person;
    const form = scenario.form(page);
    const submit = submitOf(form);

    wallet.rejectNext();
    await submit.click();
    await expect(form.getByText('You said no in your wallet')).toBeVisible();
    await expectTyped(scenario, page);

    await wallet.switchChain(1);
    await expect(form.getByText(/Your wallet is on/)).toBeVisible();
    await expect(submit).toBeDisabled();
    await expectTyped(scenario, page);
    await wallet.switchChain(await chain.reader.getChainId());
    await expect(submit).toBeEnabled();

    const ether = await chain.reader.getBalance({ address });
    await chain.rpc.call('anvil_setBalance', [address, '0x0']);
    await submit.click();
    await expect(form.getByText('There is not enough ETH for the network fee').first()).toBeVisible();
    await expectTyped(scenario, page);
    expect(wallet.sent()).toEqual([]);
    expect(await scenario.done(person)).toBe(false);
    await chain.rpc.call('anvil_setBalance', [address, toHex(ether)]);
    await expect(submit).toBeEnabled();

    // While the wallet asks, another device of the same person is quicker.
    wallet.hangNext();
    await submit.click();
    await expect(form.getByText('Your wallet is asking you')).toBeVisible();
    await expect.poll(wallet.asking).toBe(true);
    const undo = await scenario.meanwhile(person);
    try {
      wallet.answer('approve');
      // In the form, or, when that went with what it was about, in a card of its own.
      const told = page.getByRole('alert').or(page.getByRole('status')).filter({ visible: true });
      await expect(told.filter({ hasText: scenario.says }).first()).toBeVisible();
      expect(wallet.sent()).toHaveLength(1);
    } finally {
      await undo?.();
    }
  });

  // Apart from the others: axe takes longer than all that is done, and some of it can be done for a time only.
  test(`${kind}: axe finds nothing, filled in, refused, on another network, in the wallet`, {
    tag: '@thorough',
  }, async ({ page, context }) => {
    const { chain, wallet } = await begin(scenario, { context, page, hands: pointer(page) });
    const form = scenario.form(page);
    const submit = submitOf(form);
    await expectNoFindings(page, `${kind}, filled in`, 'main');
    wallet.rejectNext();
    await submit.click();
    await expect(form.getByText('You said no in your wallet')).toBeVisible();
    await expectNoFindings(page, `${kind}, refused`, 'main');
    await wallet.switchChain(1);
    await expect(form.getByText(/Your wallet is on/)).toBeVisible();
    await expectNoFindings(page, `${kind}, on another network`, 'main');
    await wallet.switchChain(await chain.reader.getChainId());
    await expect(submit).toBeEnabled();
    wallet.hangNext();
    await submit.click();
    await expect(form.getByText('Your wallet is asking you')).toBeVisible();
    await expectNoFindings(page, `${kind}, in the wallet`, 'main');
  });
}
