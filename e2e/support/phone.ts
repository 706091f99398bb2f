import { randomUUID } from 'node:crypto';
import { SignClient } from '@walletconnect/sign-client';
import { createWalletClient, http, numberToHex } from 'viem';
import { z } from 'zod';
import { devAccount } from '@/devnet/accounts';
import { createRpc } from '@/devnet/rpc';
import { address, type Hex, hexData } from '@/lib/domain/codecs';

/**
 * A wallet on a phone, over a relay: it reads the link that a page shows, and signs with an account of the development
 * phrase. What its person says can be told before.
 */
export type Phone = {
  address: Hex;
  /** reads the link, as from the picture, and answers as its person does */
  scan: (uri: string) => Promise<void>;
  /** the person says no to what comes next: the connection, or a transaction */
  refuseNext: () => void;
  /** allows this network from now on, and says that the wallet is on it */
  switchChain: (chainId: number) => Promise<void>;
  /** the person ends it on the phone */
  end: () => Promise<void>;
  /** how often its person has agreed to a connection */
  agreed: () => number;
  /** sessions that the phone still has */
  sessions: () => number;
  sent: () => readonly Hex[];
  stop: () => Promise<void>;
};

export type PhoneOptions = {
  relayUrl: string;
  rpcUrl: string;
  /** of the development phrase */
  account: number;
  /** networks that its person allows */
  chains: readonly number[];
  /** what it may be asked */
  methods?: readonly string[];
  /** how its app is opened */
  redirect?: { native: string };
};

const rejected = { code: 5000, message: 'User rejected.' };
const sendParams = z.tuple([z.object({ to: address, data: hexData.optional(), gas: z.string().optional() })]);

export async function startPhone({
  relayUrl,
  rpcUrl,
  account,
  chains,
  methods = ['eth_sendTransaction', 'wallet_switchEthereumChain'],
  redirect,
}: PhoneOptions): Promise<Phone> {
  const signer = devAccount(account);
  const rpc = createRpc(rpcUrl);
  const sent: Hex[] = [];
  let allowed = [...chains];
  let refusing = false;
  let agreed = 0;
  const client = await SignClient.init({
    projectId: '0'.repeat(32),
    relayUrl,
    logger: 'silent',
    telemetryEnabled: false,
    customStoragePrefix: randomUUID(),
    storageOptions: { database: ':memory:' },
    metadata: { name: 'Phone', description: 'A wallet', url: 'https://phone.example', icons: [], redirect },
  });
  const says = (): boolean => {
    const yes = !refusing;
    refusing = false;
    return yes;
  };
  const namespaces = () => ({
    eip155: {
      chains: allowed.map((id) => `eip155:${id}`),
      accounts: allowed.map((id) => `eip155:${id}:${signer.address}`),
      methods: [...methods],
      events: ['accountsChanged', 'chainChanged'],
    },
  });
  const topics = () => client.session.getAll().map(({ topic }) => topic);

  async function send(params: unknown): Promise<Hex> {
    const [{ to, data, gas }] = sendParams.parse(params);
    const wallet = createWalletClient({ account: signer, transport: http(rpcUrl) });
    const hash = await wallet.sendTransaction({ chain: null, to, data, gas: gas ? BigInt(gas) : undefined });
    sent.push(hash);
    setTimeout(() => void rpc.call('evm_mine').catch(() => {}), 150);
    return hash;
  }

  client.on('session_proposal', async ({ id }) => {
    if (!says()) return client.reject({ id, reason: rejected });
    const { acknowledged } = await client.approve({ id, namespaces: namespaces() });
    await acknowledged();
    agreed += 1;
  });
  client.on('session_request', async ({ topic, id, params: { request } }) => {
    const answered = { id, jsonrpc: '2.0' };
    const response =
      request.method === 'eth_sendTransaction' && says()
        ? { ...answered, result: await send(request.params) }
        : { ...answered, error: rejected };
    await client.respond({ topic, response });
  });

  return {
    address: address.parse(signer.address),
    scan: async (uri) => {
      await client.pair({ uri });
    },
    refuseNext: () => {
      refusing = true;
    },
    async switchChain(chainId) {
      allowed = [...new Set([...allowed, chainId])];
      for (const topic of topics()) {
        await (await client.update({ topic, namespaces: namespaces() })).acknowledged();
        const event = { name: 'chainChanged', data: numberToHex(chainId) };
        await client.emit({ topic, chainId: `eip155:${chainId}`, event });
      }
    },
    async end() {
      const reason = { code: 6000, message: 'User disconnected.' };
      await Promise.all(topics().map((topic) => client.disconnect({ topic, reason })));
    },
    agreed: () => agreed,
    sessions: () => topics().length,
    sent: () => sent,
    stop: () => client.core.relayer.transportClose(),
  };
}
