import {
  type Client,
  type Hash,
  TransactionNotFoundError,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from 'viem';
import {
  getBlock,
  getBlockNumber,
  getTransaction,
  getTransactionCount,
  getTransactionReceipt,
} from 'viem/actions';
import type { Hex } from '@/lib/domain/codecs';
import type { Call } from './action';
import { findCall, transactionWithNonce } from './nonce-search';
import { runsCode } from './runs-code';
import { createSafeSearch, type SafeSearch } from './safe';
import { sameHex } from './same-hex';

/** How a transaction ended. `repriced` went through as it was, under another hash. */
export type Ending =
  | { kind: 'mined' | 'repriced'; receipt: TransactionReceipt }
  | { kind: 'cancelled' | 'replaced'; hash: Hash | null }
  | { kind: 'dropped' };

/** What is known of a transaction in flight. `nonce` and `seenAtBlock` are learnt when a node first shows it. */
export type InFlight = {
  hash: Hash;
  account: Hex;
  /** the latest block when it was sent */
  sentAtBlock: number;
  call: Call | null;
  nonce: number | null;
  seenAtBlock: number | null;
};

export type FollowOptions = {
  client: Client;
  signal: AbortSignal;
  /** between two looks, in ms */
  interval: number;
  /** a transaction that no node shows for so many ms is dropped */
  dropAfter: number;
  /** hashes of all that is followed or was: the same call may have been sent more than once */
  known: () => Promise<ReadonlySet<string>>;
  /** worth keeping: after a reload, `nonce` is what tells a replaced transaction from a slow one */
  onSeen: (seen: { nonce: number; seenAtBlock: number; call: Call | null }) => void;
};

/** Null for what the node does not know; throws when it does not answer. */
async function ifKnown<Value>(promise: Promise<Value>): Promise<Value | null> {
  try {
    return await promise;
  } catch (error) {
    const unknown =
      error instanceof TransactionNotFoundError || error instanceof TransactionReceiptNotFoundError;
    if (unknown) return null;
    throw error;
  }
}

/** Intervals without a sight of a transaction until the chain is searched for one in its place; then twice as many. */
const SEARCH_AFTER = 5;

/**
 * Waits until a transaction has ended, whatever end that is. A node that does not answer is asked again: only the
 * chain decides. Of a Safe, what was sent is its own hash; the transaction that its owners make of it in the end is
 * found by the Safe's event, and nothing of it is dropped meanwhile. Rejects with the signal's reason when aborted.
 */
export async function follow(start: InFlight, options: FollowOptions): Promise<Ending> {
  const { client, signal, interval, dropAfter, onSeen } = options;
  let transaction = start;
  let lastSeen = Date.now();
  let searchAfter = SEARCH_AFTER * interval;
  let safe: SafeSearch | null | undefined;
  for (;;) {
    signal.throwIfAborted();
    try {
      const receipt = await ifKnown(getTransactionReceipt(client, { hash: transaction.hash }));
      if (receipt) return { kind: 'mined', receipt };
      if (transaction.nonce !== null) {
        const used = await getTransactionCount(client, { address: transaction.account });
        const ending = used > transaction.nonce && (await endOfNonce(client, transaction, transaction.nonce));
        if (ending) return ending;
      }
      const pending = await ifKnown(getTransaction(client, { hash: transaction.hash }));
      if (pending) {
        lastSeen = Date.now();
        searchAfter = SEARCH_AFTER * interval;
        if (transaction.nonce === null) {
          const seen = {
            nonce: pending.nonce,
            seenAtBlock: Number(await getBlockNumber(client, { cacheTime: 0 })),
            call: pending.to ? { to: pending.to, data: pending.input } : null,
          };
          transaction = { ...transaction, ...seen };
          onSeen(seen);
        }
      } else {
        safe ??= (await runsCode(client, transaction.account)) ? createSafeSearch(client, transaction) : null;
        const executed = await safe?.next();
        if (executed) {
          return { kind: 'mined', receipt: await getTransactionReceipt(client, { hash: executed }) };
        }
        const unseenFor = Date.now() - lastSeen;
        const isLost = unseenFor > dropAfter;
        if (!safe && (isLost || unseenFor > searchAfter)) {
          searchAfter *= 2;
          // A search that fails must not keep a lost transaction waiting for ever.
          const instead = await unseenReplacement(transaction, options).catch(() => null);
          if (instead) return instead;
        }
        if (!safe && isLost) return { kind: 'dropped' };
      }
    } catch {
      // The node is away; the transaction is not. Time without it must not count as time unseen.
      lastSeen = Date.now();
    }
    await pause(interval, signal);
  }
}

/**
 * Watches a mined transaction until no reorg can take it back, or one has. `elsewhere`: it is in another block now,
 * which is as good as mined anew. Rejects with the signal's reason when aborted.
 */
export async function watchMined(
  { hash, block, blockHash }: { hash: Hash; block: number; blockHash: Hash },
  { client, signal, interval }: Pick<FollowOptions, 'client' | 'signal' | 'interval'>,
): Promise<'final' | 'gone'> {
  for (;;) {
    signal.throwIfAborted();
    try {
      const [receipt, finalized] = await Promise.all([
        ifKnown(getTransactionReceipt(client, { hash })),
        getBlock(client, { blockTag: 'finalized' }),
      ]);
      if (!receipt || !sameHex(receipt.blockHash, blockHash)) return 'gone';
      if (Number(finalized.number) >= block) return 'final';
    } catch {
      // A node that does not answer says nothing about the block.
    }
    await pause(interval, signal);
  }
}

/** The number was used: by the one that took this one's place, or by itself, and then its receipt is about to come. */
async function endOfNonce(client: Client, sent: InFlight, nonce: number): Promise<Ending | null> {
  const other = await transactionWithNonce(client, sent.account, nonce, sent.seenAtBlock ?? 0).catch(
    () => null,
  );
  if (!other) return { kind: 'replaced', hash: null };
  if (sameHex(other.hash, sent.hash)) return null;
  const { call } = sent;
  if (call && other.to && sameHex(other.to, call.to) && other.input === call.data) {
    return { kind: 'repriced', receipt: await getTransactionReceipt(client, { hash: other.hash }) };
  }
  const toItself = other.to !== null && sameHex(other.to, sent.account) && other.input === '0x';
  return { kind: toItself ? 'cancelled' : 'replaced', hash: other.hash };
}

/**
 * Sent again for a higher fee before any node showed the first, as with wallets that send past the public nodes: its
 * number was never learnt, so it is known by its very call.
 */
async function unseenReplacement(
  sent: InFlight,
  { client, known }: Pick<FollowOptions, 'client' | 'known'>,
): Promise<Ending | null> {
  const { account, call, sentAtBlock, nonce } = sent;
  if (!call || nonce !== null) return null;
  const first = await getTransactionCount(client, { address: account, blockNumber: BigInt(sentAtBlock) });
  const hash = await findCall(client, { account, call, nonce: first, sentAtBlock }, await known());
  if (!hash || sameHex(hash, sent.hash)) return null;
  return { kind: 'repriced', receipt: await getTransactionReceipt(client, { hash }) };
}

export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
