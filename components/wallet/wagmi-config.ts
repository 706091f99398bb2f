import { createClient, http } from 'viem';
import { type Config, createConfig, createStorage } from 'wagmi';
import type { Deployment } from '@/lib/domain/api';
import { chainOf } from './chain';
import { demoWallet } from './demo-wallet';
import { walletConnect } from './walletconnect';

export type WalletOptions = { deployment: Deployment; walletConnectProjectId: string | null };

/**
 * wagmi for the deployment's one chain. Wallets announce themselves (EIP-6963); WalletConnect is there when a project
 * id is set, the demo wallet on a local chain. Browser only: what the server needs to know is in a cookie.
 */
export function createWagmiConfig({ deployment, walletConnectProjectId }: WalletOptions): Config {
  const chain = chainOf(deployment, window.location.origin);
  return createConfig({
    chains: [chain],
    connectors: [
      ...(walletConnectProjectId ? [walletConnect(walletConnectProjectId)] : []),
      ...(deployment.local ? [demoWallet()] : []),
    ],
    multiInjectedProviderDiscovery: true,
    storage: createStorage({ key: 'ampledge-wagmi', storage: window.localStorage }),
    client: () =>
      createClient({
        chain,
        transport: http(`${window.location.origin}/api/rpc`, { retryCount: 0, timeout: 8_000 }),
        pollingInterval: deployment.local ? 500 : 4_000,
        cacheTime: 0,
      }),
  });
}
