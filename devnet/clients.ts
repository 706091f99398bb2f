import {
  type Account,
  type Chain,
  createPublicClient,
  createWalletClient,
  defineChain,
  HttpRequestError,
  type HttpTransport,
  http,
  type PublicClient,
  type WalletClient,
} from 'viem';

import { RpcUnreachable } from './rpc';

export type Reader = PublicClient<HttpTransport, Chain>;
export type Writer = WalletClient<HttpTransport, Chain, Account>;

/** How often a receipt is asked for: blocks of a local chain are a second apart or instant. */
const POLLING_MS = 100;

/** A reader of whatever chain answers at the address. Throws {@link RpcUnreachable}. */
export async function connect(rpcUrl: string): Promise<Reader> {
  const transport = http(rpcUrl, { retryCount: 0 });
  const id = await createPublicClient({ transport })
    .getChainId()
    .catch((error: unknown) => {
      throw error instanceof HttpRequestError ? new RpcUnreachable(rpcUrl, error) : error;
    });
  const chain = defineChain({
    id,
    name: `chain ${id}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
  return createPublicClient({ chain, transport, pollingInterval: POLLING_MS });
}

/** Signs for `account` on the reader's chain. */
export const writerFor = (reader: Reader, account: Account): Writer =>
  createWalletClient({
    account,
    chain: reader.chain,
    transport: http(reader.chain.rpcUrls.default.http[0], { retryCount: 0 }),
    pollingInterval: POLLING_MS,
  });
