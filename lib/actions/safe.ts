import { type Client, type Hash, numberToHex, parseAbi, toEventSelector } from 'viem';
import { getBlockNumber } from 'viem/actions';
import { z } from 'zod';
import type { Hex } from '@/lib/domain/codecs';

/**
 * A Safe answers a request with a hash of its own: its owners have yet to sign, and whoever carries it out makes a
 * transaction of it that has another one. The Safe says in an event which of its hashes that was.
 */
const [SUCCESS, FAILURE] = parseAbi([
  'event ExecutionSuccess(bytes32 txHash, uint256 payment)',
  'event ExecutionFailure(bytes32 txHash, uint256 payment)',
]).map(toEventSelector);

/** Below what public nodes, and our own proxy, take in one question. */
const BLOCKS_AT_ONCE = 1_000;

/** The hash is the first word of the event: indexed since version 1.4, and before that in its data. */
const log = z.looseObject({
  topics: z.array(z.string()),
  data: z.string(),
  transactionHash: z.custom<Hash>((value) => typeof value === 'string' && value.startsWith('0x')),
});

export type SafeSearch = {
  /** Looks through the blocks that came since the last time. Null while the Safe has not carried it out. */
  next: () => Promise<Hash | null>;
};

/** Searches an account's events from the block on at which its hash was given. */
export function createSafeSearch(
  client: Client,
  { account, hash, sentAtBlock }: { account: Hex; hash: Hash; sentAtBlock: number },
): SafeSearch {
  let from = sentAtBlock;
  return {
    async next() {
      const head = Number(await getBlockNumber(client, { cacheTime: 0 }));
      while (from <= head) {
        const to = Math.min(from + BLOCKS_AT_ONCE - 1, head);
        const answer: unknown = await client.request({
          method: 'eth_getLogs',
          params: [
            {
              address: account,
              topics: [[SUCCESS ?? null, FAILURE ?? null].filter((topic) => topic !== null)],
              fromBlock: numberToHex(from),
              toBlock: numberToHex(to),
            },
          ],
        });
        const wanted = hash.slice(2).toLowerCase();
        const found = z
          .array(log)
          .parse(answer)
          .find(({ topics, data }) =>
            [topics[1] ?? '', data].some((text) => text.toLowerCase().startsWith(`0x${wanted}`)),
          );
        if (found) return found.transactionHash;
        // The last blocks are looked at again next time: a reorg may put it into another one of them.
        if (to === head) {
          from = Math.max(from, head - 10);
          return null;
        }
        from = to + 1;
      }
      return null;
    },
  };
}
