import { type Address, type EIP1193Provider, getAddress, numberToHex } from 'viem';
import { type Config, type CreateConnectorFn, createConnector } from 'wagmi';
import { connect } from 'wagmi/actions';
import { z } from 'zod';
import { listed } from './listed';
import { openSafeFrame, type SafeInfo } from './safe-frame';
import { svgUri } from './svg-uri';

export const SAFE = 'safe';

const icon = svgUri(
  '<rect width="28" height="28" fill="#121312"/><g fill="none" stroke="#12ff80" stroke-width="2.500"><rect x="7" y="7" width="14" height="14" rx="2"/><path d="M14 11v6"/></g>',
);

const call = z
  .object({ to: z.string(), data: z.string().optional(), value: z.string().optional() })
  .transform(({ to, data = '0x', value = '0' }) => ({ to, data, value: BigInt(value).toString() }));
const sendParams = z.tuple([call]);
const callsParams = z.tuple([z.object({ calls: z.array(call).min(1) })]);

/** Whether another page frames this one: whom that may be, our policy says. */
export const isFramed = (): boolean => window.parent !== window;

/**
 * The Safe around this page. It takes several calls as one, and answers with a hash of its own, for its owners have yet
 * to sign (`lib/actions/safe.ts`). How much gas that needs is for whoever carries it out.
 */
export const safeWallet = (origins: readonly string[]): CreateConnectorFn =>
  createConnector<EIP1193Provider>((config) => {
    const frame = openSafeFrame(origins);
    let asked: Promise<SafeInfo> | null = null;
    const info = (): Promise<SafeInfo> => {
      asked ??= frame.info().catch((error) => {
        asked = null;
        throw error;
      });
      return asked;
    };
    const accounts = async (): Promise<readonly Address[]> => [getAddress((await info()).safeAddress)];

    async function request({ method, params }: { method: string; params?: unknown }): Promise<unknown> {
      switch (method) {
        case 'eth_chainId':
          return numberToHex((await info()).chainId);
        case 'eth_requestAccounts':
        case 'eth_accounts':
          return accounts();
        case 'eth_sendTransaction':
          return frame.propose(sendParams.parse(params));
        case 'wallet_getCapabilities':
          return { [numberToHex((await info()).chainId)]: { atomic: { status: 'supported' } } };
        case 'wallet_sendCalls':
          return { id: await frame.propose(callsParams.parse(params)[0].calls) };
        default:
          throw Object.assign(new Error(`A Safe is not asked for ${method} here.`), { code: 4200 });
      }
    }
    // EIP-1193's type spells out every method there is; this one says itself which it does not know.
    const provider = { request, on: () => {}, removeListener: () => {} } as unknown as EIP1193Provider;

    return {
      id: SAFE,
      name: 'Safe',
      type: 'safe',
      icon,
      ...listed({ id: SAFE, name: 'Safe', iconUrl: icon, groupName: 'Around this page', index: 0 }),
      async connect<WithCapabilities extends boolean = false>() {
        const result = { accounts: await accounts(), chainId: (await info()).chainId };
        // The shape depends on capabilities, which nobody here asks for.
        return result as unknown as {
          accounts: WithCapabilities extends true
            ? readonly { address: Address; capabilities: Record<string, unknown> }[]
            : readonly Address[];
          chainId: number;
        };
      },
      disconnect: async () => {},
      getAccounts: accounts,
      getChainId: async () => (await info()).chainId,
      getProvider: async () => provider,
      isAuthorized: async () => false,
      // A Safe has one address and one chain: another one is another visit.
      onAccountsChanged: () => {},
      onChainChanged: () => {},
      onDisconnect: () => config.emitter.emit('disconnect'),
    };
  });

/** Connects the Safe around this page without a question: opening the page there was the answer. */
export async function connectSafe(config: Config): Promise<boolean> {
  const connector = config.connectors.find(({ id }) => id === SAFE);
  if (!connector) return false;
  try {
    await connect(config, { connector });
    return true;
  } catch {
    // Whatever frames us, it is no Safe.
    return false;
  }
}
