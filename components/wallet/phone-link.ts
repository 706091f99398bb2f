import { SignClient } from '@walletconnect/sign-client';
import { isPhone } from './browser-wallet';

type Client = InstanceType<typeof SignClient>;
type Approval = Awaited<ReturnType<Client['connect']>>['approval'];
type Session = Awaited<ReturnType<Approval>>;

/** What the phone allowed: accounts as `eip155:<chain id>:<address>`, and what it may be asked. */
export type PhoneSession = { accounts: readonly string[]; methods: readonly string[] };

export type PhoneLinkOptions = {
  projectId: string;
  relayUrl: string;
  /** what the phone allows has changed; null: nothing any more */
  onSession: (session: PhoneSession | null) => void;
  /** the phone says that its wallet is on another chain, or uses another account, now */
  onChain: (chainId: number) => void;
  onAccounts: (accounts: readonly string[]) => void;
};

/** A wallet on another device, over WalletConnect's relay. One session at a time. */
export type PhoneLink = {
  session: () => PhoneSession | null;
  /**
   * Makes a link for a wallet to read, and waits until its person has agreed. Rejects with {@link RelayGoneError}, or
   * with what the wallet answered. A wallet that agrees after `signal` is told that it was too late.
   */
  pair: (chainId: number, onUri: (uri: string) => void, signal: AbortSignal) => Promise<PhoneSession>;
  request: (chainId: number, call: { method: string; params?: unknown }) => Promise<unknown>;
  /** ends the session here at once, and tells the phone as soon as it can be reached */
  end: () => Promise<void>;
};

/** The relay did not answer in time. */
export class RelayGoneError extends Error {
  override name = 'RelayGoneError';
}

/** The relay is a socket and one message away: a slow phone network needs a few seconds for that. */
const RELAY_MS = 10_000;

const METHODS = [
  'eth_sendTransaction',
  'wallet_switchEthereumChain',
  'wallet_addEthereumChain',
  'wallet_getCapabilities',
  'wallet_sendCalls',
  'wallet_getCallsStatus',
];
/** Where the client looks for the address that opens the wallet, at each request. */
const OPENS_WALLET = 'WALLETCONNECT_DEEPLINK_CHOICE';

const EVENTS = ['accountsChanged', 'chainChanged'];
const ended = { code: 6000, message: 'User disconnected.' };

export async function openPhoneLink(options: PhoneLinkOptions): Promise<PhoneLink> {
  const { projectId, relayUrl, onSession, onChain, onAccounts } = options;
  const { origin } = window.location;
  const client = await SignClient.init({
    projectId,
    relayUrl,
    telemetryEnabled: false,
    logger: 'silent',
    metadata: {
      name: 'Ampledge',
      description: 'Stake AMP, see the payments it guarantees.',
      url: origin,
      icons: [`${origin}/icon.svg`],
    },
  });
  // Has a frame of WalletConnect's own vouch for our address at each request. Our policy lets in no frames, and each
  // request would wait five seconds for one: without the voucher, wallets show the address as unverified.
  client.core.verify.register = async () => '';

  let current: Session | null = client.session.getAll().findLast(({ acknowledged }) => acknowledged) ?? null;
  const changed = (next: Session | null) => {
    current = next;
    onSession(next && sessionOf(next));
  };
  const ours = (topic: string) => topic === current?.topic;
  client.on('session_delete', ({ topic }) => ours(topic) && changed(null));
  client.on('session_expire', ({ topic }) => ours(topic) && changed(null));
  client.on('session_update', ({ topic }) => ours(topic) && changed(client.session.get(topic)));
  client.on('session_event', ({ topic, params: { event } }) => {
    if (!ours(topic)) return;
    if (event.name === 'chainChanged') onChain(Number(event.data));
    if (event.name === 'accountsChanged' && Array.isArray(event.data)) onAccounts(event.data.map(String));
  });

  const endSession = async ({ topic }: Session) => {
    try {
      await client.disconnect({ topic, reason: ended });
    } catch {
      // The phone cannot be told. What is left of it here must not come back at the next visit.
      await client.session.delete(topic, ended).catch(() => {});
    }
  };
  const end = async () => {
    const session = current;
    current = null;
    if (session) await endSession(session);
  };

  return {
    session: () => current && sessionOf(current),
    async pair(chainId, onUri, signal) {
      void end();
      const asked = client.connect({
        optionalNamespaces: { eip155: { chains: [`eip155:${chainId}`], methods: METHODS, events: EVENTS } },
      });
      const { uri, approval } = await inTime(asked, signal);
      if (uri) onUri(uri);
      const agreed = approval();
      const tooLate = (session: Session) => {
        if (signal.aborted) void endSession(session);
      };
      agreed.then(tooLate, () => {});
      const session = await orAborted(agreed, signal);
      current = session;
      await client.core.storage.setItem(OPENS_WALLET, isPhone() ? opens(session) : null);
      return sessionOf(session);
    },
    async request(chainId, { method, params }) {
      if (!current) throw Object.assign(new Error('The phone is not connected.'), { code: 4900 });
      return client.request({
        topic: current.topic,
        chainId: `eip155:${chainId}`,
        request: { method, params: params ?? [] },
      });
    },
    end,
  };
}

/** Rejects with the signal's reason when that comes first. */
function orAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}

/** What goes wrong before the wallet has seen anything is the relay's fault, or the network's. */
async function inTime<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), RELAY_MS);
  try {
    return await orAborted(orAborted(promise, late.signal), signal);
  } catch (error) {
    signal.throwIfAborted();
    throw new RelayGoneError('The relay does not answer.', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** How to get to the wallet on the phone that the page is open on; null when it does not say. */
function opens({ peer }: Session): { href: string; name: string } | null {
  const { name, redirect } = peer.metadata;
  const href = redirect?.universal || redirect?.native || '';
  // An app or its website: nothing that a browser would run.
  return /^(?!javascript:|data:|blob:)[a-z][a-z0-9+.-]*:\/\//i.test(href) ? { href, name } : null;
}

function sessionOf({ namespaces }: Session): PhoneSession {
  const all = Object.entries(namespaces).filter(([name]) => name.startsWith('eip155'));
  return {
    accounts: all.flatMap(([, { accounts }]) => accounts),
    methods: all.flatMap(([, { methods }]) => methods),
  };
}
