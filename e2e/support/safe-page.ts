import { createServer } from 'node:http';
import type { Page } from '@playwright/test';
import { encodeAbiParameters, keccak256, stringToHex, toEventSelector } from 'viem';
import { z } from 'zod';
import { devAccount } from '@/devnet/accounts';
import { address, type Hex, hexData } from '@/lib/domain/codecs';
import { freePort } from '@/lib/testing/free-port';
import type { Chain } from './chain';

/**
 * A page of another site that frames the app, as Safe's does, and the Safe on the chain. The page's mind is here: it
 * answers what the Safe Apps SDK asks by `postMessage`, keeps what is proposed, and carries it out when told to.
 */
export type SafePage = {
  origin: string;
  /** of the Safe */
  address: Hex;
  /** what was proposed: the Safe's hash, and its calls */
  proposed: () => readonly Proposal[];
  /** the owners sign, and somebody sends it */
  carryOut: (proposal: Proposal) => Promise<void>;
  /** the owners say no to what is proposed next */
  refuseNext: () => void;
  /** it answers nothing, as a page without a Safe */
  fallSilent: () => void;
  /** puts it onto a page: the app is in its frame, at `path` */
  open: (page: Page, path: string) => Promise<void>;
  stop: () => Promise<void>;
};
export type Proposal = { safeTxHash: Hex; calls: readonly { to: Hex; data: Hex }[] };

export type SafePageOptions = {
  chain: Chain;
  chainId: number;
  appUrl: string;
  /** for the server of the page, when a test needs a certain origin */
  port?: number;
  /** of the development phrase: it becomes a Safe. */
  account: number;
};

/**
 * All of a Safe that matters here: it makes the call that it is given, and logs which of its hashes that was, as its
 * source does since version 1.4. Its input: the hash, the target, the event, the target's input.
 */
const SAFE_CODE =
  '0x606036038060606000376000600082600060006020355af160205760006000fd5b600060005260003560403560206000a200';
const SUCCESS = toEventSelector('ExecutionSuccess(bytes32,uint256)');

const question = z.object({
  id: z.string(),
  method: z.string(),
  params: z.unknown().optional(),
  env: z.object({ sdkVersion: z.string() }),
});
const transactions = z.object({
  txs: z.array(z.object({ to: address, data: hexData, value: z.literal('0') })).min(1),
});

/** Runs in the page around the app, with the limits that Safe's own page sets. Passes what the frame asks to the test, and the answer back. */
const page = (appUrl: string) => `<!doctype html><title>Safe</title>
<iframe id="app" title="App" style="width:1200px;height:800px"
  sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-forms allow-downloads allow-orientation-lock"></iframe>
<script>
  const frame = document.getElementById('app');
  window.addEventListener('message', async (event) => {
    if (event.source !== frame.contentWindow || event.origin !== ${JSON.stringify(appUrl)}) return;
    const answer = await window.askSafe(event.data);
    if (answer) frame.contentWindow.postMessage(answer, event.origin);
  });
  frame.src = ${JSON.stringify(appUrl)} + location.hash.slice(1);
</script>`;

export async function startSafePage({
  chain,
  chainId,
  appUrl,
  account,
  port,
}: SafePageOptions): Promise<SafePage> {
  const safe = devAccount(account).address;
  await chain.rpc.call('anvil_setCode', [safe, SAFE_CODE]);
  // A Safe needs no ETH of its own.
  await chain.rpc.call('anvil_setBalance', [safe, '0x0']);
  const proposed: Proposal[] = [];
  let refusing = false;
  let silent = false;

  function answerTo(method: string, params: unknown): unknown {
    switch (method) {
      case 'getSafeInfo':
        return { safeAddress: safe, chainId, threshold: 2, owners: [], isReadOnly: false };
      case 'sendTransactions': {
        if (refusing) {
          refusing = false;
          throw new Error('Transaction was rejected');
        }
        const calls = transactions.parse(params).txs.map(({ to, data }) => ({ to, data }));
        const safeTxHash = keccak256(stringToHex(`${Math.random()} ${JSON.stringify(calls)}`));
        proposed.push({ safeTxHash, calls });
        return { safeTxHash };
      }
      default:
        throw new Error(`the Safe does not know ${method}`);
    }
  }
  async function askSafe(data: unknown): Promise<unknown> {
    const { id, method, params } = question.parse(data);
    if (silent) return null;
    const envelope = { id, version: '9.1.0' };
    try {
      return { ...envelope, success: true, data: answerTo(method, params) };
    } catch (error) {
      return { ...envelope, success: false, error: error instanceof Error ? error.message : String(error) };
    }
  }

  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(page(appUrl));
  });
  const listening = port ?? (await freePort());
  await new Promise<void>((resolve) => server.listen(listening, resolve));
  // Another site than the app's, which is at 127.0.0.1: what a browser keeps from third parties, it keeps from us.
  const origin = `http://localhost:${listening}`;

  return {
    origin,
    address: address.parse(safe),
    proposed: () => proposed,
    async carryOut({ safeTxHash, calls }) {
      const owner = devAccount(account + 1);
      await chain.fund(address.parse(owner.address), 0n);
      // Several calls one after the other, and the last of them has the hash of all.
      for (const [index, { to, data }] of calls.entries()) {
        const hash = index === calls.length - 1 ? safeTxHash : keccak256(data);
        const input = hexData.parse(`${hash}${word(to)}${SUCCESS.slice(2)}${data.slice(2)}`);
        await chain.transact(owner, { to: address.parse(safe), data: input });
      }
    },
    fallSilent: () => {
      silent = true;
    },
    refuseNext: () => {
      refusing = true;
    },
    async open(on, path) {
      await on.exposeFunction('askSafe', askSafe);
      await on.goto(`${origin}/#${path}`);
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const word = (value: Hex): string => encodeAbiParameters([{ type: 'address' }], [value]).slice(2);
