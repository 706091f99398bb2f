import type { Client } from 'viem';
import { call, estimateFeesPerGas, estimateGas, getBalance, getBlock } from 'viem/actions';
import type { Deployment } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { ActionContext, Call, PlannedStep, Step } from './action';
import { walletError } from './failure';
import { type ActionKind, actions, type IntentOf, type PreviewOf } from './registry';
import { runsCode } from './runs-code';

/** wei of ETH: what the network takes at this block's price, and the most it may take. */
export type Fee = { likely: bigint; most: bigint };

/** A transaction that is still to be sent, with the gas to send it with. */
export type Ready = { key: string; call: Call; gas: bigint };

export type Simulation<Kind extends ActionKind> = {
  /** all transactions of the action, also those that are done already; empty for an action that has but one */
  plan: readonly PlannedStep[];
  /** what is still to be done, in order */
  steps: readonly [Ready, ...Ready[]];
  /** of all the steps together */
  fee: Fee;
  preview: PreviewOf<Kind>;
  block: ActionContext['block'];
};

export type SimulateInput<Kind extends ActionKind> = {
  kind: Kind;
  intent: IntentOf<Kind>;
  client: Client;
  deployment: Deployment;
  account: Hex;
};

/**
 * Runs the very calls on the chain's latest block without sending them, and says what they would do and cost. Throws
 * what makes it impossible; `toFailure` says what that means.
 */
export async function simulate<Kind extends ActionKind>({
  kind,
  intent,
  client,
  deployment,
  account,
}: SimulateInput<Kind>): Promise<Simulation<Kind>> {
  const action = actions[kind];
  const head = await getBlock(client, { blockTag: 'latest' });
  const block = { number: head.number, timestamp: Number(head.timestamp) };
  const context: ActionContext = { client, deployment, account, block };
  const [first, ...rest] = await action.steps(intent, context);
  let result: Hex = '0x';
  for (const step of [first, ...rest]) result = await callStep(step, context);
  const [preview, firstReady, restReady, prices, ether] = await Promise.all([
    action.preview(intent, context, { result }),
    readyStep(first, context),
    Promise.all(rest.map((step) => readyStep(step, context))),
    estimateFeesPerGas(client),
    getBalance(client, { address: account }),
  ]);
  const steps = [firstReady, ...restReady] as const;
  const price = (head.baseFeePerGas ?? 0n) + (prices.maxPriorityFeePerGas ?? 0n);
  const sum = (figure: (step: Ready & { estimate: bigint }) => bigint) =>
    steps.reduce((total, step) => total + figure(step), 0n);
  const fee = {
    likely: sum(({ estimate }) => estimate) * price,
    most: sum(({ gas }) => gas) * prices.maxFeePerGas,
  };
  // The fee of a Safe is paid by whoever carries out what its owners have signed.
  if (ether < fee.most && !(await runsCode(client, account))) {
    throw walletError({ code: 'insufficient-eth', needed: fee.most, held: ether });
  }
  return { plan: action.plan ?? [], steps, fee, preview, block };
}

const overriding = ({ given }: Step) => (given ? { stateOverride: given } : {});

async function callStep(step: Step, { client, account, block }: ActionContext): Promise<Hex> {
  const { data = '0x' } = await call(client, {
    ...step.call,
    ...overriding(step),
    account,
    blockNumber: block.number,
  });
  return data;
}

/** Gas to send it with is the estimate and a fifth, since an epoch that ends in between has to be settled first. */
async function readyStep(
  step: Step,
  { client, account }: ActionContext,
): Promise<Ready & { estimate: bigint }> {
  const estimate = await estimateGas(client, { ...step.call, ...overriding(step), account });
  const { key, call } = step;
  return { key, call, estimate, gas: (estimate * 6n) / 5n };
}
