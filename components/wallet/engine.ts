import type { Client } from 'viem';
import type { Config } from 'wagmi';
import {
  disconnect,
  getConnection,
  reconnect,
  sendTransaction,
  switchChain,
  watchConnection,
} from 'wagmi/actions';
import { walletError } from '@/lib/actions/failure';
import type { Signer } from '@/lib/actions/send';
import type { Deployment } from '@/lib/domain/api';
import { address } from '@/lib/domain/codecs';
import { createWagmiConfig, type WalletOptions } from './wagmi-config';
import { writeWalletCookie } from './wallet-cookie';
import { setWalletState, walletState } from './wallet-store';

/** Everything that needs wagmi. Loaded when a person connects or has been connected before. */
export type Engine = {
  deployment: Deployment;
  config: Config;
  /** reads of the chain, through our proxy */
  client: Client;
  /** the connected wallet; throws `wallet-gone` when there is none */
  signer: () => Promise<Signer>;
  /** asks the wallet to change to the deployment's chain; rejects as the wallet does */
  switchNetwork: () => Promise<void>;
  disconnect: () => Promise<void>;
};

/** How long a wallet's extension may take to announce itself after the page has loaded. */
const LATE_WALLET_MS = 1_500;

export async function startEngine(options: WalletOptions): Promise<Engine> {
  const { deployment } = options;
  const config = createWagmiConfig(options);
  const publish = () => {
    const { status, address: account, chainId, connector } = getConnection(config);
    if (status === 'connected') {
      const lower = address.parse(account);
      setWalletState({ status: 'connected', account: lower, chainId, walletName: connector.name });
      writeWalletCookie(lower);
    } else if (status === 'disconnected') {
      setWalletState({ status: 'disconnected' });
      writeWalletCookie(null);
    }
  };
  const expected = walletState().status === 'restoring';
  if (expected) await reconnectPatiently(config);
  publish();
  watchConnection(config, { onChange: publish });

  const client = config.getClient({ chainId: deployment.chainId });
  return {
    deployment,
    config,
    client,
    signer: async () => {
      const { connector, address: account } = getConnection(config);
      if (!connector || !account) throw walletError({ code: 'wallet-gone' });
      return {
        chainId: () => connector.getChainId(),
        accounts: () => connector.getAccounts(),
        send: (transaction) =>
          sendTransaction(config, { ...transaction, account, chainId: deployment.chainId, connector }),
      };
    },
    switchNetwork: async () => {
      await switchChain(config, { chainId: deployment.chainId });
    },
    disconnect: () => disconnect(config),
  };
}

/** Some extensions announce themselves after the page has started: those get a second chance. */
async function reconnectPatiently(config: Config): Promise<void> {
  if ((await reconnect(config)).length > 0) return;
  const known = config.connectors.length;
  for (let waited = 0; waited < LATE_WALLET_MS; waited += 100) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (config.connectors.length > known) {
      await reconnect(config);
      return;
    }
  }
}
