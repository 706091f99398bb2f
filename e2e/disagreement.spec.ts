import { expect, test } from '@playwright/test';
import { createFaultProxy, type FaultProxy } from '@/lib/follower/testing/faults/fault-proxy';
import { paymentRow } from './support/payment-row';
import { type Stack, startStack } from './support/stack';

/** Two nodes of one chain, of which the second can be made to lie. */
let stack: Stack;
let second: FaultProxy;

test.describe.configure({ timeout: 240_000 });
test.beforeAll(async () => {
  stack = await startStack(async ({ rpcUrl }) => {
    second = await createFaultProxy({ target: rpcUrl, seed: 1 });
    return { RPC_URL: `${rpcUrl},${second.url}` };
  });
});
test.afterAll(async () => {
  await stack.stop();
  await second.close();
});

test('two nodes disagree: no open page calls a payment guaranteed, until they agree again', async ({
  context,
}) => {
  const payment = await stack.chain.lock();
  const [paid, ledger, health] = await Promise.all([context.newPage(), context.newPage(), context.newPage()]);
  await paid.goto(`${stack.baseUrl}/payments/${payment}`);
  await ledger.goto(`${stack.baseUrl}/locks`);
  await health.goto(`${stack.baseUrl}/admin`);
  await expect(paid.getByRole('heading', { name: 'Guaranteed' })).toBeVisible();
  await expect(paymentRow(ledger, payment)).toContainText('Guaranteed');
  const nodes = health.getByRole('table', { name: 'Chain nodes' });
  await expect(nodes.getByRole('row', { name: /node 2 Good/i })).toBeVisible();

  second.afflict({ alteredView: 1 });
  await expect(paid.getByRole('heading', { name: 'Not certain' })).toBeVisible();
  await expect(paid.getByTestId('disagreement-banner')).toContainText('The chain’s nodes disagree.');
  await expect(paymentRow(ledger, payment)).toContainText('Not certain');
  await expect(ledger.getByRole('main')).not.toContainText(/guaranteed/i);
  const evidence = health.getByRole('table', { name: 'What the nodes said' });
  await expect(evidence.getByRole('rowheader', { name: 'Supply of AMP' })).toBeVisible();
  // Whoever comes now is told at once.
  await ledger.reload();
  await expect(paymentRow(ledger, payment)).toContainText('Not certain');

  second.calm();
  await expect(paid.getByRole('heading', { name: 'Guaranteed' })).toBeVisible();
  await expect(paymentRow(ledger, payment)).toContainText('Guaranteed');
  await expect(paid.getByTestId('disagreement-banner')).toHaveCount(0);
  await expect(evidence).toHaveCount(0);
});
