import { type Config, createConfig, createStorage } from 'wagmi';
import type { Deployment } from '@/lib/domain/api';
import { browserStorage } from './browser-storage';
import { bringsWallet, browserWallet } from './browser-wallet';
import { chainOf } from './chain';
import { demoWallet } from './demo-wallet';
import { createReader } from './reader';
import { isFramed, safeWallet } from './safe-wallet';
import type { WalletSettings } from './wallet-settings';
import { walletConnect } from './walletconnect';

export type WalletOptions = WalletSettings & { deployment: Deployment };

/**
 * wagmi for the deployment's one chain. Wallets announce themselves (EIP-6963), come with a phone's browser, frame the
 * page as a Safe does, or are on another device (WalletConnect, when it is set up); on a local chain there is the demo
 * wallet too. Browser only: what the server needs to know is in a cookie.
 */
export function createWagmiConfig({ deployment, walletConnect: phone, safeOrigins }: WalletOptions): Config {
  const chain = chainOf(deployment, window.location.origin);
  return createConfig({
    chains: [chain],
    connectors: [
      ...(isFramed() && safeOrigins.length > 0 ? [safeWallet(safeOrigins)] : []),
      ...(bringsWallet() ? [browserWallet()] : []),
      ...(phone ? [walletConnect(phone)] : []),
      ...(deployment.local ? [demoWallet()] : []),
    ],
    multiInjectedProviderDiscovery: true,
    storage: createStorage({ key: 'ampledge-wagmi', storage: browserStorage() }),
    client: () => createReader(deployment),
  });
}
