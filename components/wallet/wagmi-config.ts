import { type Config, createConfig, createStorage } from 'wagmi';
import type { Deployment } from '@/lib/domain/api';
import { bringsWallet, browserWallet } from './browser-wallet';
import { chainOf } from './chain';
import { demoWallet } from './demo-wallet';
import { createReader } from './reader';

export type WalletOptions = { deployment: Deployment };

/**
 * wagmi for the deployment's one chain. Wallets announce themselves (EIP-6963), or come with a phone's browser; on a
 * local chain there is the demo wallet too. Browser only: what the server needs to know is in a cookie.
 */
export function createWagmiConfig({ deployment }: WalletOptions): Config {
  const chain = chainOf(deployment, window.location.origin);
  return createConfig({
    chains: [chain],
    connectors: [...(bringsWallet() ? [browserWallet()] : []), ...(deployment.local ? [demoWallet()] : [])],
    multiInjectedProviderDiscovery: true,
    storage: createStorage({ key: 'ampledge-wagmi', storage: window.localStorage }),
    client: () => createReader(deployment),
  });
}
