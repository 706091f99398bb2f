import { createPublicClient, defineChain, http, type PublicClient } from 'viem';
import type { Deployment } from '@/lib/domain/api';

/** A node that says nothing for this long counts as gone: a page must not wait for it. */
const TIMEOUT_MS = 3_000;

/**
 * Reads of the chain from the server. Calls of one tick travel as one JSON-RPC batch. Nothing is retried: whoever
 * asks has an answer for a node that is gone.
 */
export function createChainClient({ chainId, local }: Deployment, rpcUrl: string): PublicClient {
  const chain = defineChain({
    id: chainId,
    name: local ? 'Local chain' : `Chain ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
  return createPublicClient({
    chain,
    transport: http(rpcUrl, { batch: { batchSize: 200 }, retryCount: 0, timeout: TIMEOUT_MS }),
  });
}
