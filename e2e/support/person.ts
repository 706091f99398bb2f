import type { BrowserContext } from '@playwright/test';
import type { HDAccount } from 'viem';
import { WALLET_COOKIE } from '@/components/wallet/wallet-cookie';
import { devAccount } from '@/devnet/accounts';
import { address, type Hex } from '@/lib/domain/codecs';
import type { Chain } from './chain';
import { withChain } from './fixtures';
import { ofWorker } from './stacks';
import { injectWallet, TEST_WALLET, type TestWallet, type TestWalletOptions } from './wallet';

export type Person = { chain: Chain; wallet: TestWallet; address: Hex; account: HDAccount; index: number };

/**
 * Somebody who was never here before, with AMP and a wallet: tests that share a chain do not meet in an account. Accounts
 * of the development phrase are chosen at random, so that the same test can run on two viewports.
 */
export async function newPerson(
  context: BrowserContext,
  { amp, ...options }: { amp: bigint } & Partial<Omit<TestWalletOptions, 'rpcUrl' | 'account'>>,
): Promise<Person> {
  const chain = await withChain();
  const index = 1_000 + Math.floor(Math.random() * 1_000_000);
  const account = devAccount(index);
  await chain.fund(address.parse(account.address), amp);
  const wallet = await injectWallet(context, {
    rpcUrl: chain.rpcUrl,
    account: index,
    minesAfterMs: 150,
    ...options,
  });
  return { chain, wallet, address: address.parse(account.address), account, index };
}

/** Somebody who was here before: the page knows the wallet again by itself, and nothing has to be connected. */
export async function returningPerson(
  context: BrowserContext,
  options: { amp: bigint } & Pick<TestWalletOptions, 'minesAfterMs'>,
): Promise<Person> {
  const person = await newPerson(context, { ...options, permitted: true });
  await context.addCookies([
    { name: WALLET_COOKIE, value: person.address, url: ofWorker('BASE_URL') ?? '', sameSite: 'Lax' },
  ]);
  await context.addInitScript(
    ([key, value]) => localStorage.setItem(`${key}`, `${value}`),
    ['ampledge-wagmi.recentConnectorId', JSON.stringify(TEST_WALLET)],
  );
  return person;
}
