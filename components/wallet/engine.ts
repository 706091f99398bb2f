import type { Client } from 'viem';
import { getCallsStatus, getCapabilities, sendCalls } from 'viem/actions';
import type { Config } from 'wagmi';
import {
  connect,
  disconnect,
  getConnection,
  getConnectorClient,
  reconnect,
  sendTransaction,
  switchChain,
  watchConnection,
} from 'wagmi/actions';
import { walletError } from '@/lib/actions/failure';
import type { Signer } from '@/lib/actions/send';
import type { Deployment } from '@/lib/domain/api';
import { address, bytes32, type Hex } from '@/lib/domain/codecs';
import { connectSafe, SAFE } from './safe-wallet';
import { createWagmiConfig, type WalletOptions } from './wagmi-config';
import { writeWalletCookie } from './wallet-cookie';
import { setWalletState, walletState } from './wallet-store';
import { WALLET_CONNECT } from './walletconnect';

/** What the wallet says of a batch: its transaction's hash once it is mined, as it went through or not. */
export type BatchStatus = { is: 'pending' } | { is: 'mined'; hash: Hex } | { is: 'failed' };

/** Everything that needs wagmi. Loaded when a person connects or has been connected before. */
export type Engine = {
  deployment: Deployment;
  config: Config;
  /** reads of the chain, through our proxy */
  client: Client;
  /** the connected wallet; throws `wallet-gone` when there is none */
  signer: () => Promise<Signer>;
  /** of a batch that this wallet was given; rejects as the wallet does */
  batchStatus: (id: string) => Promise<BatchStatus>;
  /** asks the wallet to change to the deployment's chain; rejects as the wallet does */
  switchNetwork: () => Promise<void>;
  disconnect: () => Promise<void>;
  /** a wallet on another device, where WalletConnect is set up; `pairing.ts` says how far it has got. Never rejects */
  connectPhone: () => Promise<void>;
};

/** How long a wallet's extension may take to announce itself after the page has loaded. */
const LATE_WALLET_MS = 1_500;
/** A wallet that does not know what it can do says so at once, or never. */
const CAPABILITIES_MS = 1_500;

export async function startEngine(options: WalletOptions): Promise<Engine> {
  const { deployment } = options;
  const { chainId } = deployment;
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
  const inSafe = await connectSafe(config);
  if (expected && !inSafe) await reconnectPatiently(config);
  publish();
  watchConnection(config, { onChange: publish });

  return {
    deployment,
    config,
    client: config.getClient({ chainId }),
    signer: async () => {
      const { connector, address: account } = getConnection(config);
      if (!connector || !account) throw walletError({ code: 'wallet-gone' });
      return {
        chainId: () => connector.getChainId(),
        accounts: () => connector.getAccounts(),
        send: (transaction) => sendTransaction(config, { ...transaction, account, chainId, connector }),
        takesBatches: async () =>
          takesBatches(await getConnectorClient(config, { connector, chainId }), chainId),
        sendBatch: async (calls) => {
          const client = await getConnectorClient(config, { connector, chainId });
          const { id } = await sendCalls(client, { account, calls, forceAtomic: true });
          return id;
        },
      };
    },
    batchStatus: async (id) => {
      // A Safe's is its own hash, which is followed like that of a single call.
      if (getConnection(config).connector?.id === SAFE) return { is: 'mined', hash: bytes32.parse(id) };
      const client = await getConnectorClient(config, { chainId });
      const { status, receipts } = await getCallsStatus(client, { id });
      const hash = receipts?.at(-1)?.transactionHash;
      if (hash) return { is: 'mined', hash: bytes32.parse(hash) };
      return { is: status === 'failure' ? 'failed' : 'pending' };
    },
    switchNetwork: async () => {
      await switchChain(config, { chainId });
    },
    disconnect: () => disconnect(config),
    connectPhone: async () => {
      const connector = config.connectors.find(({ id }) => id === WALLET_CONNECT);
      // What goes wrong is in the dialog already.
      if (connector) await connect(config, { connector }).catch(() => {});
    },
  };
}

/** Whether the wallet does several calls as one, all or none. One that does not say does not. */
async function takesBatches(client: Client, chainId: number): Promise<boolean> {
  try {
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), CAPABILITIES_MS));
    const capabilities = await Promise.race([getCapabilities(client, { chainId }), late]);
    const status = capabilities?.atomic?.status;
    return status === 'supported' || status === 'ready';
  } catch {
    return false;
  }
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
