import type { Client, Hash } from 'viem';
import type { Asked } from './activity-schema';
import { findCall } from './nonce-search';

/**
 * Looks on the chain for the answer to a question that a page did not wait for: a transaction of the account with the
 * very call, and with a number that was not used when it was asked. Null while there is none. Throws when the node does
 * not answer.
 * @param known hashes that are in the list already: the same may have been sent since
 */
export async function findAnswer(
  client: Client,
  { account, call, nonce, sentAtBlock }: Asked,
  known?: ReadonlySet<string>,
): Promise<Hash | null> {
  // Of several calls at once only the wallet knows what it made of them.
  if (!call || nonce === null) return null;
  return findCall(client, { account, call, nonce, sentAtBlock }, known);
}
