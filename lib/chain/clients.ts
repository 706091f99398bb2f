import { BaseError, createPublicClient, custom, defineChain, http, type PublicClient } from 'viem';
import type { Deployment } from '@/lib/domain/api';

/** A node that says nothing for this long counts as gone: a page must not wait for it. */
const TIMEOUT_MS = 3_000;

/**
 * Reads of the chain from the server. Calls of one tick travel as one JSON-RPC batch. The first node in order is asked,
 * another only when it does not answer. Beyond that nothing is retried: whoever asks has an answer for a chain that is
 * out of reach.
 * @param order indices of the addresses, best first; as given when left out
 */
export function createChainClient(
  { chainId, local }: Deployment,
  rpcUrls: string | readonly string[],
  order?: () => readonly number[],
): PublicClient {
  const urls = typeof rpcUrls === 'string' ? [rpcUrls] : rpcUrls;
  const chain = defineChain({
    id: chainId,
    name: local ? 'Local chain' : `Chain ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [...urls] } },
  });
  const nodes = urls.map((url) =>
    http(url, { batch: { batchSize: 200 }, retryCount: 0, timeout: TIMEOUT_MS })({ chain }),
  );
  const ask = async (call: { method: string; params?: unknown }): Promise<unknown> => {
    let failure: unknown;
    for (const index of order?.() ?? nodes.keys()) {
      try {
        // Which methods there are, and what they answer, is for the client to know.
        return await (nodes[index]?.request as typeof ask | undefined)?.(call);
      } catch (error) {
        if (isAnswer(error)) throw error;
        failure ??= error;
      }
    }
    throw failure;
  };
  return createPublicClient({ chain, transport: custom({ request: ask }, { retryCount: 0 }) });
}

/** The node carried the call out, and the contract refused it: no other node would say otherwise. */
const isAnswer = (error: unknown): boolean =>
  error instanceof BaseError &&
  (('code' in error && error.code === REVERTED) || /revert/i.test(error.details));
const REVERTED = 3;
