import { type Address, type Chain, createWalletClient, http, isHex } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { z } from 'zod';
import { address, hexData } from '@/lib/domain/codecs';
import { browserStorage } from './browser-storage';

const KEY = 'ampledge-demo-key';

export type DemoSigner = {
  address: Address;
  /** `params` of `eth_sendTransaction`; resolves to the hash. Throws what the chain's node throws. */
  send: (params: unknown) => Promise<`0x${string}`>;
};

const quantity = z.string().transform((text) => BigInt(text));
const sendParams = z.tuple([
  z.object({ to: address, data: hexData.optional(), value: quantity.optional(), gas: quantity.optional() }),
]);

/** The browser's demo key, made on first use. It holds play money on a chain that lives on one machine. */
function demoKey(): `0x${string}` {
  const stored = browserStorage().getItem(KEY);
  if (isHex(stored) && stored.length === 66) return stored;
  const fresh = generatePrivateKey();
  browserStorage().setItem(KEY, fresh);
  return fresh;
}

export function createDemoSigner(chain: Chain): DemoSigner {
  const account = privateKeyToAccount(demoKey());
  const client = createWalletClient({ account, chain, transport: http(chain.rpcUrls.default.http[0]) });
  return {
    address: account.address,
    send: (params) => {
      const [{ to, data, value, gas }] = sendParams.parse(params);
      return client.sendTransaction({ to, data, value, gas });
    },
  };
}
