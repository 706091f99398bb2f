import type { BrowserContext, Page } from '@playwright/test';
import { createWalletClient, getAddress, hexToBigInt, hexToNumber, http, numberToHex } from 'viem';
import { z } from 'zod';
import { devAccount } from '@/devnet/accounts';
import { createRpc } from '@/devnet/rpc';
import { address, type Hex, hexData } from '@/lib/domain/codecs';
import { type Answer, announce } from './announce';
import { type Hands, pointer } from './hands';

/**
 * A browser wallet for tests: speaks EIP-1193, announces itself by EIP-6963, signs with an account of the development
 * phrase and sends to the chain's node. Its mind is in the test's process, so it survives reloads like an extension,
 * and a test can make it refuse, hang, or change its account and network.
 */
export type TestWallet = {
  /** checksummed, of the account in use */
  address: () => Hex;
  /** of the requests that a person would be asked about, the next one after `others` is refused (4001) */
  rejectNext: (others?: number) => void;
  /** likewise, left unanswered until {@link answer} */
  hangNext: (others?: number) => void;
  /** whether a request hangs */
  asking: () => boolean;
  /** lets the request that hangs go on, or refuses it */
  answer: (verdict: 'approve' | 'reject') => void;
  /** as a person would in the wallet: the page hears of it */
  switchAccount: (index: number) => Promise<void>;
  switchChain: (chainId: number) => Promise<void>;
  /** the person takes the permission back in the wallet */
  lock: () => Promise<void>;
  /** asked of the person so far: methods, in order */
  asked: () => readonly string[];
  /** hashes of what was sent */
  sent: () => readonly Hex[];
};

export type TestWalletOptions = {
  rpcUrl: string;
  /** of the development phrase; any index exists, 0 to 39 are funded */
  account: number;
  /** the network the wallet is on, when it is another than the node's */
  chainId?: number;
  /** true: the site is permitted already, as after an earlier visit */
  permitted?: boolean;
  /** true: it takes several calls at once (EIP-5792), which it carries out one after the other */
  batches?: boolean;
  /** what is sent has a block of its own after this long; null: it waits for the next one by the clock */
  minesAfterMs?: number | null;
  name?: string;
  rdns?: string;
};

export const TEST_WALLET = 'org.ampledge.test-wallet';

const refuse = (code: number, message: string): Answer => ({ error: { code, message } });
const rejected = (): Answer => refuse(4001, 'User rejected the request.');

const sendParams = z.tuple([
  z.object({
    to: address.optional(),
    data: hexData.optional(),
    value: hexData.or(z.string()).optional(),
    gas: z.string().optional(),
  }),
]);
const callsParams = z.tuple([
  z.object({ calls: z.array(z.object({ to: address, data: hexData.optional() })) }),
]);
const chainParams = z.tuple([z.object({ chainId: z.string() })]);
const isHexNumber = (text: string): text is Hex => /^0x[0-9a-f]+$/i.test(text);
const big = (text: string | undefined): bigint | undefined =>
  text !== undefined && isHexNumber(text) ? hexToBigInt(text) : undefined;

/** Puts the wallet into every page of a context, before any of the page's own scripts. */
export async function injectWallet(
  context: BrowserContext,
  {
    rpcUrl,
    account,
    chainId,
    permitted = false,
    batches = false,
    minesAfterMs = null,
    name = 'Test Wallet',
    rdns = TEST_WALLET,
  }: TestWalletOptions,
): Promise<TestWallet> {
  const rpc = createRpc(rpcUrl);
  const nodeChain = hexToNumber(z.custom<Hex>().parse(await rpc.call('eth_chainId')));
  let signer = devAccount(account);
  let chain = chainId ?? nodeChain;
  let allowed = permitted;
  /** what the person will say, to one request after the other; yes to all that follow */
  let verdicts: ('approve' | 'reject' | 'hang')[] = [];
  let release: ((verdict: 'approve' | 'reject') => void) | null = null;
  const asked: string[] = [];
  const sent: Hex[] = [];
  /** batches by their id, with the transactions that were made of each */
  const given = new Map<string, Hex[]>();

  /** A transaction is seen on its way for a moment, as on any chain. */
  const mineSoon = () => {
    if (minesAfterMs !== null) setTimeout(() => void rpc.call('evm_mine').catch(() => {}), minesAfterMs);
  };

  /** What the person says to a request that the wallet puts to them. */
  async function ask(method: string): Promise<boolean> {
    asked.push(method);
    const verdict = verdicts.shift() ?? 'approve';
    if (verdict !== 'hang') return verdict === 'approve';
    return new Promise((resolve) => {
      release = (answer) => resolve(answer === 'approve');
    });
  }

  async function sendTransaction(params: unknown): Promise<Answer> {
    if (chain !== nodeChain) return refuse(4901, 'The wallet is not connected to that chain.');
    const [{ to, data, value, gas }] = sendParams.parse(params);
    // Whose it is does not change with the account that the person looks at meanwhile.
    const asking = signer;
    if (!(await ask('eth_sendTransaction'))) return rejected();
    const client = createWalletClient({ account: asking, transport: http(rpcUrl) });
    const hash = await client.sendTransaction({ chain: null, to, data, value: big(value), gas: big(gas) });
    sent.push(hash);
    mineSoon();
    return { result: hash };
  }

  async function sendCalls(params: unknown): Promise<Answer> {
    const [{ calls }] = callsParams.parse(params);
    const asking = signer;
    if (!(await ask('wallet_sendCalls'))) return rejected();
    const client = createWalletClient({ account: asking, transport: http(rpcUrl) });
    const hashes: Hex[] = [];
    for (const { to, data } of calls) {
      hashes.push(await client.sendTransaction({ chain: null, to, data, gas: 1_000_000n }));
    }
    sent.push(...hashes);
    mineSoon();
    const id = `0x${(given.size + 1).toString(16).padStart(64, '0')}`;
    given.set(id, hashes);
    return { result: { id } };
  }

  async function callsStatus(params: unknown): Promise<Answer> {
    const [id] = z.tuple([z.string()]).parse(params);
    const receipts = await Promise.all(
      (given.get(id) ?? []).map((hash) => rpc.call('eth_getTransactionReceipt', [hash])),
    );
    const done = receipts.length > 0 && receipts.every((receipt) => receipt !== null);
    const common = { version: '2.0.0', id, chainId: numberToHex(chain), atomic: true };
    return { result: done ? { ...common, status: 200, receipts } : { ...common, status: 100 } };
  }

  async function request({ method, params }: { method: string; params?: unknown }): Promise<Answer> {
    switch (method) {
      case 'eth_chainId':
        return { result: numberToHex(chain) };
      case 'eth_accounts':
        // Without permission a wallet names nobody: otherwise the page would connect by itself.
        return { result: allowed ? [signer.address] : [] };
      case 'eth_requestAccounts':
      case 'wallet_requestPermissions':
        if (!allowed && !(await ask(method))) return rejected();
        allowed = true;
        return method === 'eth_requestAccounts'
          ? { result: [signer.address] }
          : { result: [{ parentCapability: 'eth_accounts' }] };
      case 'wallet_revokePermissions':
        allowed = false;
        return { result: null };
      case 'wallet_switchEthereumChain': {
        const [{ chainId: wanted }] = chainParams.parse(params);
        if (!(await ask(method))) return rejected();
        if (!isHexNumber(wanted)) return refuse(-32_602, 'That is no chain id.');
        await switchChain(hexToNumber(wanted));
        return { result: null };
      }
      case 'eth_sendTransaction':
        return sendTransaction(params);
      case 'wallet_getCapabilities':
        if (!batches) return refuse(4200, 'The test wallet does not know this method.');
        return { result: { [numberToHex(chain)]: { atomic: { status: 'supported' } } } };
      case 'wallet_sendCalls':
        return sendCalls(params);
      case 'wallet_getCallsStatus':
        return callsStatus(params);
      case 'personal_sign':
        return refuse(4200, 'The test wallet signs transactions only.');
      default:
        return { result: await rpc.call(method, Array.isArray(params) ? params : []) };
    }
  }

  async function emit(event: string, value: unknown): Promise<void> {
    await Promise.all(
      context.pages().map((page) =>
        // A page that is just going away does not need to hear of it.
        page
          .evaluate(([name, data]) => window.testWalletEmit?.(String(name), data), [event, value])
          .catch(() => {}),
      ),
    );
  }
  async function switchChain(id: number): Promise<void> {
    chain = id;
    await emit('chainChanged', numberToHex(id));
  }

  await context.exposeBinding(
    'testWalletRequest',
    async (_source, call: { method: string; params?: unknown }) => {
      try {
        return await request(call);
      } catch (error) {
        return refuse(-32_603, error instanceof Error ? error.message : String(error));
      }
    },
  );
  // Scripts that tsx runs carry calls of this helper into the page, where nothing defines it.
  await context.addInitScript('globalThis.__name ??= (value) => value');
  await context.addInitScript(announce, { name, rdns });

  return {
    address: () => getAddress(signer.address),
    rejectNext: (others = 0) => {
      verdicts = [...Array<'approve'>(others).fill('approve'), 'reject'];
    },
    hangNext: (others = 0) => {
      verdicts = [...Array<'approve'>(others).fill('approve'), 'hang'];
    },
    asking: () => release !== null,
    answer: (verdict) => {
      if (!release) throw new Error('no request hangs');
      release(verdict);
      release = null;
    },
    switchAccount: async (index) => {
      signer = devAccount(index);
      if (allowed) await emit('accountsChanged', [signer.address]);
    },
    switchChain,
    lock: async () => {
      allowed = false;
      await emit('accountsChanged', []);
    },
    asked: () => asked,
    sent: () => sent,
  };
}

/** Opens the list of wallets from the header and chooses this one: on a phone, the one that the page is open in. */
export async function connectWallet(page: Page, hands: Hands = pointer(page)): Promise<void> {
  const header = page.getByRole('banner');
  const onPhone = await page.evaluate(() => /android|iphone/i.test(navigator.userAgent));
  await hands.press(header.getByRole('button', { name: /^connect/i }));
  await hands.press(page.getByTestId(`rk-wallet-option-${onPhone ? 'browser' : TEST_WALLET}`));
  await header.getByRole('button', { name: /0x[0-9a-f]{4}…/i }).waitFor();
}
