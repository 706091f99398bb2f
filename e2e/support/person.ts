import type { BrowserContext } from '@playwright/test';
import type { HDAccount } from 'viem';
import { devAccount } from '@/devnet/accounts';
import { address, type Hex } from '@/lib/domain/codecs';
import type { Chain } from './chain';
import { withChain } from './fixtures';
import { injectWallet, type TestWallet, type TestWalletOptions } from './wallet';

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
  const wallet = await injectWallet(context, { rpcUrl: chain.rpcUrl, account: index, ...options });
  return { chain, wallet, address: address.parse(account.address), account, index };
}
