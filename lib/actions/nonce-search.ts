import type { Client, Hash, Transaction } from 'viem';
import { getBlock, getBlockNumber, getTransactionCount } from 'viem/actions';
import type { Hex } from '@/lib/domain/codecs';
import type { Call } from './action';
import { sameHex } from './same-hex';

/** The transaction that used a nonce: its block is where the account's count passes it, found by halving. */
export async function transactionWithNonce(
  client: Client,
  account: Hex,
  nonce: number,
  fromBlock: number,
): Promise<Transaction | null> {
  let low = fromBlock;
  let high = Number(await getBlockNumber(client, { cacheTime: 0 }));
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const count = await getTransactionCount(client, { address: account, blockNumber: BigInt(middle) });
    if (count > nonce) high = middle;
    else low = middle + 1;
  }
  const block = await getBlock(client, { blockNumber: BigInt(high), includeTransactions: true });
  return block.transactions.find((one) => sameHex(one.from, account) && one.nonce === nonce) ?? null;
}

/** What an account was asked to do, and the first number and block that can have it. */
export type Sought = { account: Hex; call: Call; nonce: number; sentAtBlock: number };

/**
 * The account's first transaction with the very call, of those with this number or a later one. Null when there is none
 * yet. Throws when the node does not answer.
 * @param known hashes to pass over
 */
export async function findCall(
  client: Client,
  { account, call, nonce, sentAtBlock }: Sought,
  known: ReadonlySet<string> = new Set(),
): Promise<Hash | null> {
  const used = await getTransactionCount(client, { address: account });
  for (let number = nonce; number < used; number += 1) {
    const one = await transactionWithNonce(client, account, number, sentAtBlock);
    const isIt = one?.to && sameHex(one.to, call.to) && one.input === call.data && !known.has(one.hash);
    if (isIt) return one.hash;
  }
  return null;
}
