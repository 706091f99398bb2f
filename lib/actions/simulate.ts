import type { Client } from 'viem';
import { call, estimateFeesPerGas, estimateGas, getBalance, getBlock } from 'viem/actions';
import type { Deployment } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { ActionContext, Call } from './action';
import { walletError } from './failure';
import { type ActionKind, actions, type IntentOf, type PreviewOf } from './registry';

/** wei of ETH: what the network takes at this block's price, and the most it may take. */
export type Fee = { likely: bigint; most: bigint };

export type Simulation<Kind extends ActionKind> = {
  call: Call;
  /** gas to send it with: the estimate and a fifth, since an epoch that ends in between has to be settled first */
  gas: bigint;
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
 * Runs the very call on the chain's latest block without sending it, and says what it would do and cost. Throws what
 * makes it impossible; `toFailure` says what that means.
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
  const context = { client, deployment, account, block };
  const prepared = await action.prepare(intent, context);
  const { data: result = '0x' } = await call(client, { ...prepared, account, blockNumber: block.number });
  const [preview, estimate, prices, ether] = await Promise.all([
    action.preview(intent, context, { call: prepared, result }),
    estimateGas(client, { ...prepared, account }),
    estimateFeesPerGas(client),
    getBalance(client, { address: account }),
  ]);
  const gas = (estimate * 6n) / 5n;
  const likely = estimate * ((head.baseFeePerGas ?? 0n) + (prices.maxPriorityFeePerGas ?? 0n));
  const fee = { likely, most: gas * prices.maxFeePerGas };
  if (ether < fee.most) throw walletError({ code: 'insufficient-eth', needed: fee.most, held: ether });
  return { call: prepared, gas, fee, preview, block };
}
