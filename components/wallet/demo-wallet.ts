import { type Address, type EIP1193Provider, numberToHex } from 'viem';
import { type CreateConnectorFn, createConnector } from 'wagmi';
import { browserStorage } from './browser-storage';
import type { DemoSigner } from './demo-signer';
import { listed } from './listed';
import { svgUri } from './svg-uri';

const CONNECTED = 'ampledge-demo-connected';

const icon = svgUri(
  '<rect width="28" height="28" fill="#14151a"/><rect x="6" y="7" width="16" height="3.500" rx="1.300" fill="#f1f2f5"/><rect x="6" y="12.200" width="10" height="3.500" rx="1.300" fill="#3ecf9b"/><rect x="6" y="17.400" width="16" height="3.500" rx="1.300" fill="#f1f2f5"/>',
);

/** As EIP-1193 wants it: a code that callers know. */
class DemoWalletError extends Error {
  override name = 'DemoWalletError';
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * A wallet for a local chain only: a key that lives in this browser, signs here, and sends through our own proxy
 * without asking. It speaks EIP-1193 like any other, so nothing else has to know of it.
 */
export const demoWallet = (): CreateConnectorFn =>
  createConnector<EIP1193Provider>((config) => {
    const [chain] = config.chains;
    let signer: Promise<DemoSigner> | undefined;
    const getSigner = () => {
      signer ??= import('./demo-signer').then(({ createDemoSigner }) => createDemoSigner(chain));
      return signer;
    };

    async function request({ method, params }: { method: string; params?: unknown }): Promise<unknown> {
      switch (method) {
        case 'eth_chainId':
          return numberToHex(chain.id);
        case 'eth_requestAccounts':
        case 'eth_accounts':
          return [(await getSigner()).address];
        case 'eth_sendTransaction':
          return (await getSigner()).send(params);
        case 'wallet_switchEthereumChain':
        case 'wallet_addEthereumChain':
          throw new DemoWalletError(4902, `The demo wallet knows only ${chain.name}.`);
        default:
          throw new DemoWalletError(4200, `The demo wallet does not know ${method}.`);
      }
    }
    // EIP-1193's type spells out every method there is; this one says itself which it does not know.
    const provider = { request, on: () => {}, removeListener: () => {} } as unknown as EIP1193Provider;
    const accounts = async (): Promise<readonly Address[]> => [(await getSigner()).address];

    return {
      id: 'ampledge-demo',
      name: 'Demo wallet',
      type: 'demo',
      icon,
      ...listed({
        id: 'ampledge-demo',
        name: 'Demo wallet',
        iconUrl: icon,
        groupName: 'To try it out',
        index: 1,
      }),
      async connect<WithCapabilities extends boolean = false>() {
        const result = { accounts: await accounts(), chainId: chain.id };
        browserStorage().setItem(CONNECTED, 'yes');
        // The shape depends on capabilities, of which this wallet has none.
        return result as unknown as {
          accounts: WithCapabilities extends true
            ? readonly { address: Address; capabilities: Record<string, unknown> }[]
            : readonly Address[];
          chainId: number;
        };
      },
      disconnect: async () => browserStorage().removeItem(CONNECTED),
      getAccounts: accounts,
      getChainId: async () => chain.id,
      getProvider: async () => provider,
      isAuthorized: async () => browserStorage().getItem(CONNECTED) === 'yes',
      onAccountsChanged: () => {},
      onChainChanged: () => {},
      onDisconnect: () => config.emitter.emit('disconnect'),
    };
  });
