import { z } from 'zod';
import { bytes32, type Hex, hexData } from '@/lib/domain/codecs';
import type { BlockHeader } from '@/lib/domain/events';
import { type ChainLog, readLogs } from './log-answer';
import { BadAnswerError, createNodeRpc } from './node-rpc';
import { sealedBlock, sealedReceipt } from './proof/sealed-block';

export type { ChainLog } from './log-answer';
export { BadAnswerError } from './node-rpc';

/** However often the node is asked, its blocks do not follow on each other. */
export class BrokenChainError extends Error {
  constructor() {
    super('the chain node’s blocks do not follow on each other; it may have to be started anew');
    this.name = 'BrokenChainError';
  }
}

const quantity = z
  .string()
  .regex(/^0x[0-9a-fA-F]{1,14}$/)
  .transform((text) => Number.parseInt(text, 16));

/** A block's header as a node tells it: with the bloom filter of its logs, by which its logs can be doubted. */
export type ChainHeader = BlockHeader & { logsBloom: Hex };

const BLOOM_BYTES = 256;

const header = z
  .object({
    number: quantity,
    hash: bytes32,
    parentHash: bytes32,
    timestamp: quantity,
    logsBloom: hexData.refine((text) => text.length === 2 + 2 * BLOOM_BYTES, 'a bloom filter'),
  })
  .transform(
    ({ number, hash, parentHash, timestamp, logsBloom }): ChainHeader => ({
      number,
      hash,
      parentHash,
      timestamp,
      logsBloom,
    }),
  );

/** A header that a node announces, null when it is none. */
export function readHeader(announced: unknown): ChainHeader | null {
  const parsed = header.safeParse(announced);
  return parsed.success ? parsed.data : null;
}

/** What is kept of a header. */
export const keptHeader = ({ number, hash, parentHash, timestamp }: BlockHeader): BlockHeader => ({
  number,
  hash,
  parentHash,
  timestamp,
});

const receipt = z.object({ logs: z.array(z.unknown()) });

export type LogFilter = { address: Hex[]; topics: [Hex[]] };

const passes = ({ address, topics: [topic] }: ChainLog, filter: LogFilter): boolean =>
  topic !== undefined && filter.address.includes(address) && filter.topics[0].includes(topic);
export type BlockTag = 'latest' | 'safe' | 'finalized';

const toHex = (value: number): Hex => `0x${value.toString(16)}`;

/**
 * What the follower asks of a chain node. Every answer passes a schema. Nothing is repeated here: the follower itself
 * decides when to try again. Throws viem's errors and {@link BadAnswerError}.
 */
export function createChainReader(url: string) {
  const request = createNodeRpc(url);

  async function ask<Value>(schema: z.ZodType<Value>, method: string, params: unknown[]): Promise<Value> {
    const answer = await request(method, params);
    const parsed = schema.safeParse(answer);
    if (!parsed.success) throw new BadAnswerError(method, { cause: parsed.error });
    return parsed.data;
  }

  async function logs(params: object): Promise<ChainLog[]> {
    const found = readLogs(await request('eth_getLogs', [params]));
    if (!found) throw new BadAnswerError('eth_getLogs');
    return found;
  }
  const headerBy = (block: Hex | BlockTag) => ask(header.nullable(), 'eth_getBlockByNumber', [block, false]);

  return {
    chainId: () => ask(quantity, 'eth_chainId', []),
    code: (account: Hex) => ask(hexData, 'eth_getCode', [account, 'latest']),
    latest: async () => {
      const found = await headerBy('latest');
      if (!found) throw new BadAnswerError('eth_getBlockByNumber');
      return found;
    },
    /** The newest block that the chain calls safe or finalized; null when it has none, or the node cannot say. */
    tagged: (tag: BlockTag) => headerBy(tag).catch(() => null),
    /** null where the chain has no such block (any more). */
    header: (number: number) => headerBy(toHex(number)),
    headers: (numbers: readonly number[]) => Promise.all(numbers.map((number) => headerBy(toHex(number)))),
    /** The block, if the chain still has it under this hash. */
    headerOfHash: (hash: Hex) => ask(header.nullable(), 'eth_getBlockByHash', [hash, false]),
    /** Whether it still has it: the shortest answer that tells, since a new block waits for it. */
    hasBlock: async (hash: Hex) =>
      (await ask(quantity.nullable(), 'eth_getBlockTransactionCountByHash', [hash])) !== null,
    /** Some nodes answer an unknown block with no logs: ask for the block itself afterwards. */
    logsOfBlock: (hash: Hex, filter: LogFilter) => logs({ ...filter, blockHash: hash }),
    logsOfRange: (from: number, to: number, filter: LogFilter) =>
      logs({ ...filter, fromBlock: toHex(from), toBlock: toHex(to) }),
    /** The block's logs that pass the filter, cut out of its receipts: not by the way that `eth_getLogs` goes. */
    logsOfReceipts: async (hash: Hex, filter: LogFilter) => {
      const receipts = await ask(z.array(receipt).nullable(), 'eth_getBlockReceipts', [hash]);
      const all = readLogs(receipts?.flatMap((one) => one.logs));
      if (!all) throw new BadAnswerError('eth_getBlockReceipts');
      return all.filter((one) => passes(one, filter));
    },
    /** The block with all that its hash is made of; null when the node has no such block (any more). */
    sealedBlock: (hash: Hex) => ask(sealedBlock.nullable(), 'eth_getBlockByHash', [hash, false]),
    /** All receipts of a block, as the root in its header is made of them. */
    sealedReceipts: (hash: Hex) => ask(z.array(sealedReceipt).nullable(), 'eth_getBlockReceipts', [hash]),
    /** What a contract answers to `data` at the block of this hash, as it stands there (EIP-1898). */
    callAt: (to: Hex, data: Hex, hash: Hex) =>
      ask(hexData, 'eth_call', [
        { to, data },
        { blockHash: hash, requireCanonical: false },
      ]),
    /** The same at the block of this number, for nodes that know no hashes there. */
    callAtNumber: (to: Hex, data: Hex, number: number) =>
      ask(hexData, 'eth_call', [{ to, data }, toHex(number)]),
  };
}
export type ChainReader = ReturnType<typeof createChainReader>;
