import {
  type Client,
  createClient,
  createWalletClient,
  type Hash,
  http,
  type TransactionReceipt,
} from 'viem';
import { waitForTransactionReceipt } from 'viem/actions';
import { devAccount } from '@/devnet/accounts';
import type { Anvil } from '@/devnet/anvil';
import { type Chain, startChain } from '@/e2e/support/chain';
import type { Deployment } from '@/lib/domain/api';
import { address, type Hex } from '@/lib/domain/codecs';
import type { Failure } from '@/lib/domain/error-catalogue';
import type { Call } from '../action';
import { toFailure } from '../failure';
import { type ActionKind, actions, type IntentOf } from '../registry';
import { type Checks, type Signer, send } from '../send';
import { type Settlement, settle } from '../settle';
import { type Simulation, simulate } from '../simulate';

/** What a test of actions works with: a chain with the real contracts, and a staker's hand on it. */
export type Workbench = Awaited<ReturnType<typeof openWorkbench>>;

export type Acted<Kind extends ActionKind> = {
  simulation: Simulation<Kind>;
  /** of the last step */
  receipt: TransactionReceipt;
  settled: Settlement;
};

/** Starts a chain. `index` is the staker's account of the development phrase. */
export async function openWorkbench(index: number) {
  const started: { anvil: Anvil; chain: Chain; deployment: Deployment } = await startChain();
  const { anvil, chain, deployment } = started;
  const client: Client = createClient({
    transport: http(anvil.rpcUrl),
    pollingInterval: 50,
    cacheTime: 0,
  });
  const account = address.parse(devAccount(index).address);

  const walletClient = (who = index) =>
    createWalletClient({ account: devAccount(who), transport: http(anvil.rpcUrl) });
  const signer = (overrides: Partial<Signer> = {}): Signer => ({
    chainId: async () => deployment.chainId,
    accounts: async () => [devAccount(index).address],
    send: ({ to, data, gas }) => walletClient().sendTransaction({ chain: null, to, data, gas }),
    takesBatches: async () => false,
    sendBatch: async () => {
      throw new Error('this wallet takes no batches');
    },
    ...overrides,
  });
  const look = <Kind extends ActionKind>(kind: Kind, intent: IntentOf<Kind>, who: Hex = account) =>
    simulate({ kind, intent, client, deployment, account: who });
  const checks = <Kind extends ActionKind>(
    kind: Kind,
    intent: IntentOf<Kind>,
    overrides: Partial<Signer> = {},
  ): Checks => ({
    account,
    shown: actions[kind].shown(intent, { deployment, account }),
    deployment,
    chainName: 'the local chain',
    signer: signer(overrides),
  });
  const mined = (hash: Hash): Promise<TransactionReceipt> => waitForTransactionReceipt(client, { hash });
  /** Signs the next step of what was looked at. */
  const sign = <Kind extends ActionKind>(
    kind: Kind,
    intent: IntentOf<Kind>,
    { steps: [next] }: Pick<Simulation<Kind>, 'steps'>,
    overrides: Partial<Signer> = {},
  ): Promise<Hash> => send({ ...checks(kind, intent, overrides), call: next.call, gas: next.gas });

  /** Looks, signs and waits, step after step, as the page does. The simulation is that of the first look. */
  async function act<Kind extends ActionKind>(kind: Kind, intent: IntentOf<Kind>): Promise<Acted<Kind>> {
    const simulation = await look(kind, intent);
    let now = simulation;
    for (;;) {
      const [{ key: step, call }] = now.steps;
      const receipt = await mined(await sign(kind, intent, now));
      const settled = await settle({ kind, intent, step, receipt, call, client, deployment, account });
      if (!settled.ok || now.steps.length === 1) return { simulation, receipt, settled };
      now = await look(kind, intent);
    }
  }

  return {
    ...started,
    client,
    account,
    walletClient,
    signer,
    look,
    checks,
    sign,
    act,
    mined,
    /** The failure of what has to fail. */
    async refusalOf(attempt: Promise<unknown>): Promise<Failure> {
      try {
        await attempt;
      } catch (error) {
        return toFailure(error);
      }
      throw new Error('it was not refused');
    },
    /** A transaction of somebody's, mined. */
    async transact(who: number, { to, data }: Call): Promise<TransactionReceipt> {
      return mined(await walletClient(who).sendTransaction({ chain: null, to, data }));
    },
    /** From now on there is a block for each transaction, at once. */
    async mineAtOnce() {
      await anvil.setMining('manual');
      await chain.rpc.call('evm_setAutomine', [true]);
    },
  };
}
