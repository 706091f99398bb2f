import { type Address, type EIP1193Provider, getAddress, numberToHex } from 'viem';
import { type CreateConnectorFn, createConnector } from 'wagmi';
import { walletError } from '@/lib/actions/failure';
import { listed } from './listed';
import { beginPairing, setPairing } from './pairing';
import { explainPairing, PairingGivenUp } from './pairing-problems';
import type { PhoneLink, PhoneSession } from './phone-link';
import { svgUri } from './svg-uri';
import type { WalletSettings } from './wallet-settings';

export const WALLET_CONNECT = 'ampledge-walletconnect';

const icon = svgUri(
  '<rect width="28" height="28" fill="#155fb0"/><g fill="none" stroke="#fff" stroke-width="2"><rect x="9" y="5" width="10" height="18" rx="2.5"/><path d="M12.500 19.500h3"/></g>',
);

/** How long a wallet that has switched may take to say which accounts it allows there. */
const SWITCHED_MS = 5_000;

/** As EIP-1193 wants it: a code that callers know. */
const refusal = (code: number, message: string): Error => Object.assign(new Error(message), { code });

/** `eip155:1:0xabc…` taken apart. */
const partsOf = (account: string): { chainId: number; address: Address } => {
  const [, chainId, address = ''] = account.split(':');
  return { chainId: Number(chainId), address: getAddress(address) };
};

/**
 * Wallets on another device, over WalletConnect. What it takes is fetched when somebody chooses it, or had chosen it at
 * the last visit; the code to scan and what goes wrong are shown by the header's dialog (`pairing.ts`).
 */
export const walletConnect = ({
  projectId,
  relayUrl,
}: NonNullable<WalletSettings['walletConnect']>): CreateConnectorFn =>
  createConnector<EIP1193Provider, Record<string, unknown>, { phone: boolean }>((config) => {
    const [chain] = config.chains;
    let opening: Promise<PhoneLink> | null = null;
    /** what the phone has said since, within what it allows */
    let told: { chainId?: number; accounts?: readonly Address[] } = {};

    const getLink = (): Promise<PhoneLink> => {
      opening ??= import('./phone-link')
        .then(({ openPhoneLink }) => openPhoneLink({ projectId, relayUrl, onSession, onChain, onAccounts }))
        .catch((error) => {
          opening = null;
          throw error;
        });
      return opening;
    };
    const session = async (): Promise<PhoneSession> => {
      const given = (await getLink()).session();
      if (!given) throw refusal(4900, 'The phone is not connected.');
      return given;
    };

    function stateOf({ accounts }: PhoneSession): { chainId: number; accounts: readonly Address[] } {
      const all = accounts.map(partsOf);
      const on = (chainId: number) => all.filter((one) => one.chainId === chainId);
      const chainId = told.chainId ?? (on(chain.id)[0] ?? all[0])?.chainId ?? chain.id;
      const here = on(chainId).length > 0 ? on(chainId) : all;
      return { chainId, accounts: told.accounts ?? [...new Set(here.map(({ address }) => address))] };
    }
    const state = async () => stateOf(await session());

    function onSession(given: PhoneSession | null): void {
      told = {};
      if (given) config.emitter.emit('change', stateOf(given));
      else onDisconnect();
    }
    function onChain(chainId: number): void {
      told = { chainId };
      void state().then((now) => config.emitter.emit('change', now));
    }
    function onAccounts(accounts: readonly string[]): void {
      told.accounts = accounts.map((one) => (one.includes(':') ? partsOf(one).address : getAddress(one)));
      config.emitter.emit('change', { accounts: told.accounts });
    }
    function onDisconnect(): void {
      void config.storage?.removeItem('phone');
      config.emitter.emit('disconnect');
    }

    /** Shows the code, and waits for the phone. */
    async function pair(): Promise<PhoneSession> {
      const stop = new AbortController();
      beginPairing(() => stop.abort(new PairingGivenUp()));
      const show: typeof setPairing = (next) => {
        if (!stop.signal.aborted) setPairing(next);
      };
      try {
        const link = await getLink();
        const given = await link.pair(chain.id, (uri) => show({ is: 'code', uri }), stop.signal);
        if (given.accounts.length === 0) {
          void link.end();
          throw refusal(4100, 'The wallet allowed no account.');
        }
        show({ is: 'none' });
        return given;
      } catch (error) {
        show({ is: 'failed', problem: explainPairing(error) });
        throw error;
      }
    }

    async function request({ method, params }: { method: string; params?: unknown }): Promise<unknown> {
      const { chainId, accounts } = await state();
      switch (method) {
        case 'eth_chainId':
          return numberToHex(chainId);
        case 'eth_requestAccounts':
        case 'eth_accounts':
          return accounts;
        default: {
          if (!(await session()).methods.includes(method))
            throw refusal(4200, `The phone’s wallet does not take ${method}.`);
          return (await getLink()).request(chainId, { method, params });
        }
      }
    }
    // EIP-1193's type spells out every method there is; the session says which the phone takes.
    const provider = { request, on: () => {}, removeListener: () => {} } as unknown as EIP1193Provider;

    async function switchTo(wanted: number): Promise<void> {
      const shared = async () => (await session()).accounts.some((one) => partsOf(one).chainId === wanted);
      if (!(await shared())) {
        const notShared = walletError({ code: 'network-not-shared', expected: chain.name });
        if (!(await session()).methods.includes('wallet_switchEthereumChain')) throw notShared;
        await request({ method: 'wallet_switchEthereumChain', params: [{ chainId: numberToHex(wanted) }] });
        for (let waited = 0; !(await shared()); waited += 100) {
          if (waited >= SWITCHED_MS) throw notShared;
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      }
      told = { chainId: wanted };
      config.emitter.emit('change', await state());
    }

    return {
      id: WALLET_CONNECT,
      name: 'WalletConnect',
      type: 'phone',
      icon,
      ...listed({
        id: WALLET_CONNECT,
        name: 'WalletConnect',
        iconUrl: icon,
        groupName: 'On your phone',
        index: 0,
      }),
      async connect<WithCapabilities extends boolean = false>({
        isReconnecting = false,
      }: {
        isReconnecting?: boolean | undefined;
      } = {}) {
        told = {};
        const result = stateOf(isReconnecting ? await session() : await pair());
        await config.storage?.setItem('phone', true);
        // The shape depends on capabilities, which nobody here asks for.
        return result as unknown as {
          accounts: WithCapabilities extends true
            ? readonly { address: Address; capabilities: Record<string, unknown> }[]
            : readonly Address[];
          chainId: number;
        };
      },
      async disconnect() {
        await config.storage?.removeItem('phone');
        // Not waited for: the phone may be out of reach.
        void getLink().then((link) => link.end());
      },
      getAccounts: async () => (await state()).accounts,
      // Also asked before there is a phone, by the list of wallets.
      getChainId: async () => {
        const given = (await opening)?.session();
        return given ? stateOf(given).chainId : chain.id;
      },
      getProvider: async () => provider,
      isAuthorized: async () => {
        if (!(await config.storage?.getItem('phone'))) return false;
        return (await getLink()).session() !== null;
      },
      switchChain: async ({ chainId }) => {
        await switchTo(chainId);
        return chain;
      },
      onAccountsChanged: onAccounts,
      onChainChanged: (chainId) => onChain(Number(chainId)),
      onDisconnect,
    };
  });
