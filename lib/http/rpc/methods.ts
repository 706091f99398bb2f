import { z } from 'zod';

/**
 * What the browser may ask the chain's node through us: reads, and transactions that a wallet has signed. No method
 * that changes the node, or makes it sign, and no range of logs without bounds.
 */
export const ALLOWED_METHODS: ReadonlySet<string> = new Set([
  'eth_blockNumber',
  'eth_call',
  'eth_chainId',
  'eth_estimateGas',
  'eth_feeHistory',
  'eth_gasPrice',
  'eth_getBalance',
  'eth_getBlockByHash',
  'eth_getBlockByNumber',
  'eth_getCode',
  'eth_getLogs',
  'eth_getTransactionByHash',
  'eth_getTransactionCount',
  'eth_getTransactionReceipt',
  'eth_maxPriorityFeePerGas',
  'eth_sendRawTransaction',
  'net_version',
]);

/** Blocks that one `eth_getLogs` may span. */
export const MOST_LOG_BLOCKS = 2_000;

const quantity = z.string().regex(/^0x[0-9a-fA-F]{1,13}$/);
const logRange = z.union([
  z.looseObject({ blockHash: z.string() }),
  z.looseObject({ fromBlock: quantity, toBlock: quantity }).refine(({ fromBlock, toBlock }) => {
    const blocks = Number(toBlock) - Number(fromBlock) + 1;
    return blocks >= 1 && blocks <= MOST_LOG_BLOCKS;
  }),
]);

/** Why a call is refused, in words; null when it may pass. */
export function whyRefused(method: string, params: unknown): string | null {
  if (!ALLOWED_METHODS.has(method)) return `The method ${method.slice(0, 60)} is not offered here.`;
  if (method !== 'eth_getLogs') return null;
  const range = Array.isArray(params) ? logRange.safeParse(params[0]) : null;
  if (range?.success) return null;
  return `eth_getLogs needs a blockHash, or fromBlock and toBlock as numbers of at most ${MOST_LOG_BLOCKS} blocks.`;
}
