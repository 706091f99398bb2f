import type { Page } from '@playwright/test';
import { encodeFunctionData, getAddress, keccak256, parseEther, stringToHex } from 'viem';
import { ampAbi } from '@/contracts-abi/amp';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { devAccount } from '@/devnet/accounts';
import { address as addressCodec, type Hex } from '@/lib/domain/codecs';
import { ERC1820_REGISTRY } from '@/lib/domain/erc1820';
import { DEFAULT_PARTITION } from '@/lib/domain/partition';
import { act } from '../support/act';
import { withDeployment } from '../support/fixtures';
import type { Person } from '../support/person';
import type { Scenario } from './scenario';

/** Sending, rights over an account, and what a pool keeps for a merchant. */
const path = ({ address }: Person) => `/account/${address}`;
const other = addressCodec.parse(devAccount(38).address);
const amp = parseEther('500');
const sending = (page: Page) => page.getByRole('region', { name: 'Send AMP' });
const rights = (page: Page) => page.getByRole('region', { name: 'Who else may move it' });
const granted = (page: Page) => rights(page).getByRole('list', { name: 'Rights' });

const toAmp = async ({ chain, account }: Person, data: Hex) => {
  const { amp: to } = await withDeployment();
  await chain.transact(account, { to, data });
};
const readAmp = async <Answer>(read: (amp: Hex) => Promise<Answer>): Promise<Answer> =>
  read((await withDeployment()).amp);

export const sendAmp: Scenario = {
  amp,
  path,
  fill: async (page, hands) => {
    await hands.press(sending(page).getByRole('button', { name: 'Send' }));
    await hands.type(page.getByLabel('Recipient'), getAddress(other));
    await hands.type(page.getByLabel('Amount to send'), '120');
  },
  form: sending,
  typed: (page) => [
    [page.getByLabel('Recipient'), getAddress(other)],
    [page.getByLabel('Amount to send'), '120'],
  ],
  done: async ({ chain, address }) => (await chain.spendable(address)) === parseEther('380'),
  meanwhile: async (person) => {
    await act(person, 'send-amp', { to: other, value: parseEther('450'), riskAccepted: false, name: null });
    return undefined;
  },
  says: /There is not enough AMP to spend/,
};

export const revokeOperator: Scenario = {
  amp,
  prepare: (person) =>
    toAmp(person, encodeFunctionData({ abi: ampAbi, functionName: 'authorizeOperator', args: [other] })),
  path,
  fill: async (page, hands) => {
    await hands.press(rights(page).getByRole('button', { name: 'Look' }));
    await hands.press(rights(page).getByRole('button', { name: 'Revoke' }));
  },
  form: granted,
  done: ({ chain, address }) =>
    readAmp(
      async (amp) =>
        !(await chain.reader.readContract({
          abi: ampAbi,
          address: amp,
          functionName: 'isOperator',
          args: [other, address],
        })),
    ),
  meanwhile: async (person) => {
    await act(person, 'revoke-operator', { operator: other, partition: null });
    return undefined;
  },
  // Amp takes it twice, and the outcome is the same.
  says: /is no operator of yours any more/,
};

export const revokeAllowance: Scenario = {
  amp,
  prepare: (person) =>
    toAmp(
      person,
      encodeFunctionData({
        abi: ampAbi,
        functionName: 'approveByPartition',
        args: [DEFAULT_PARTITION, other, parseEther('7')],
      }),
    ),
  path,
  fill: async (page, hands) => {
    await hands.press(rights(page).getByRole('button', { name: 'Look' }));
    await hands.type(page.getByLabel('Look at an address'), other);
    await hands.press(rights(page).getByRole('button', { name: 'Look' }));
    await hands.press(rights(page).getByRole('button', { name: 'Revoke' }));
  },
  form: granted,
  typed: (page) => [[page.getByLabel('Look at an address'), other]],
  done: ({ chain, address }) =>
    readAmp(
      async (amp) =>
        (await chain.reader.readContract({
          abi: ampAbi,
          address: amp,
          functionName: 'allowanceByPartition',
          args: [DEFAULT_PARTITION, address, other],
        })) === 0n,
    ),
  meanwhile: async (person) => {
    await act(person, 'revoke-allowance', { spender: other, partition: DEFAULT_PARTITION });
    return undefined;
  },
  says: /may move none of it any more/,
};

const OWED = parseEther('40');

/** A merchant whose own hook refused a payout, which the pool keeps; the hook is gone since. */
async function beOwed({ chain, account, address }: Person): Promise<void> {
  const hook = (implementer: Hex) =>
    chain.transact(account, {
      to: ERC1820_REGISTRY,
      data: encodeFunctionData({
        abi: erc1820RegistryAbi,
        functionName: 'setInterfaceImplementer',
        args: [address, keccak256(stringToHex('AmpTokensRecipient')), implementer],
      }),
    });
  await chain.register(address);
  const payment = await chain.lock({ tag: 'BITCOIN', merchant: address, amount: OWED });
  // One that names itself has no code that Amp could call: every transfer to it fails.
  await hook(address);
  await chain.draw(payment, OWED);
  await hook(`0x${'0'.repeat(40)}`);
}

export const withdrawDeferred: Scenario = {
  amp: 0n,
  prepare: beOwed,
  path: ({ address }) => `/merchants/${address}`,
  fill: (page, hands) => hands.press(page.getByRole('button', { name: 'Collect it' })),
  form: (page) => page.getByRole('main'),
  done: async ({ chain, address }) => (await chain.spendable(address)) === OWED,
  meanwhile: async (person) => {
    await act(person, 'withdraw-deferred', { pool: person.chain.poolId('BITCOIN') });
    return undefined;
  },
  says: /There is nothing to collect/,
};
