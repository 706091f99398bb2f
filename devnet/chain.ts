import { setTimeout as sleep } from 'node:timers/promises';
import { type Abi, type Address, decodeErrorResult, type Hex, isHex } from 'viem';
import { z } from 'zod';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { swapTokenAbi } from '@/contracts-abi/swap-token';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import type { Deployment } from '@/lib/domain/api';
import { connect, type Reader } from './clients';
import { type Call, type ContractCalls, contractCalls } from './contract-calls';
import { type PoolPlan, planPoolId } from './pools';
import { createRpc, type Rpc, RpcError, toHex } from './rpc';

/**
 * A local chain with a deployment on it, and its accounts' pens: anvil signs for them, and numbers their
 * transactions, so that a reorg leaves no gap behind.
 */
export type DevChain = {
  rpc: Rpc;
  reader: Reader;
  deployment: Deployment;
  calls: ContractCalls;
  poolId(plan: PoolPlan): Hex;
  /** sends, without waiting and without looking whether it would fail */
  submit(from: Address, call: Call): Promise<Hex>;
  /** sends if it would pass in the next block; throws {@link Reverted} with the contract's own error otherwise */
  send(from: Address, call: Call): Promise<Hex>;
  /** sends and waits until it is mined; throws {@link Reverted} as `send` does */
  perform(from: Address, call: Call): Promise<Receipt>;
  /** the latest block */
  head(): Promise<Head>;
  /** whether a block is still part of the chain */
  has(block: Head): Promise<boolean>;
};

export type Head = { number: number; hash: Hex; timestamp: number };

export type Receipt = z.infer<typeof receiptSchema>;

/** A contract refused. `errorName` and `args` are the contract's; null where it gave none that we know. */
export class Reverted extends Error {
  override name = 'Reverted';
  constructor(
    readonly errorName: string | null,
    readonly args: readonly unknown[],
    message: string,
  ) {
    super(message);
  }
}

const hex = z.custom<Hex>((value) => isHex(value), 'not hexadecimal');
const receiptSchema = z.object({
  transactionHash: hex,
  blockNumber: hex.transform(Number),
  status: hex.transform((value) => value === '0x1'),
  logs: z.array(z.object({ address: hex, topics: z.array(hex), data: hex })),
});
const blockSchema = z.object({ number: hex.transform(Number), hash: hex, timestamp: hex.transform(Number) });

const GAS_PRICE = toHex(20_000_000_000);
const RECEIPT_POLL_MS = 40;
const RECEIPT_TIMEOUT_MS = 30_000;

/** Throws RpcUnreachable when nobody answers. */
export async function openDevChain(rpcUrl: string, deployment: Deployment): Promise<DevChain> {
  const rpc = createRpc(rpcUrl);
  await rpc.call('eth_chainId');
  const reader = await connect(rpcUrl);

  const submit: DevChain['submit'] = async (from, { to, data, gas }) =>
    hex.parse(
      await rpc.call('eth_sendTransaction', [{ from, to, data, gas: toHex(gas), gasPrice: GAS_PRICE }]),
    );
  const send: DevChain['send'] = async (from, call) => {
    // What it says of the gas is not used: a block later, an epoch may have ended and need settling first.
    await rpc
      .call('eth_estimateGas', [{ from, to: call.to, data: call.data }, 'pending'])
      .catch((error: unknown) => {
        throw reverted(error) ?? error;
      });
    return submit(from, call);
  };
  return {
    rpc,
    reader,
    deployment,
    calls: contractCalls(deployment),
    poolId: (plan) => planPoolId(plan, deployment.collateralPool),
    submit,
    send,
    async perform(from, call) {
      const hash = await send(from, call);
      const receipt = await waitForReceipt(rpc, hash);
      if (!receipt.status) throw new Reverted(null, [], `transaction ${hash} was mined, and reverted`);
      return receipt;
    },
    head: async () => blockSchema.parse(await rpc.call('eth_getBlockByNumber', ['latest', false])),
    async has({ number, hash }) {
      const found = await rpc.call('eth_getBlockByNumber', [toHex(number), false]);
      return blockSchema.nullable().parse(found)?.hash === hash;
    },
  };
}

/** Waits until a transaction is mined: anvil mines a moment after it has answered. */
export async function waitForReceipt(rpc: Rpc, hash: Hex): Promise<Receipt> {
  const deadline = Date.now() + RECEIPT_TIMEOUT_MS;
  for (;;) {
    const receipt = receiptSchema.nullable().parse(await rpc.call('eth_getTransactionReceipt', [hash]));
    if (receipt) return receipt;
    if (Date.now() > deadline) throw new Error(`transaction ${hash} is not mined: is the chain paused?`);
    await sleep(RECEIPT_POLL_MS);
  }
}

/** Our contracts' errors, and OpenZeppelin's of the same. */
const knownErrors: Abi = [...collateralPoolAbi, ...walletCollateralAbi, ...swapTokenAbi].filter(
  ({ type }) => type === 'error',
);

/** The contract's refusal in a node's answer; null when it is about something else. */
export function reverted(error: unknown): Reverted | null {
  if (!(error instanceof RpcError) || !/revert/i.test(error.message)) return null;
  const { data } = error;
  if (!isHex(data) || data === '0x') return new Reverted(null, [], error.message);
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi: knownErrors, data });
    const words = args.map((arg) => (typeof arg === 'object' ? JSON.stringify(arg) : String(arg)));
    return new Reverted(errorName, args, `${errorName}(${words.join(', ')})`);
  } catch {
    return new Reverted(null, [], error.message);
  }
}

/** Sets the chain's clock to ours, unless that would turn it back. */
export async function syncClock(
  chain: Pick<DevChain, 'rpc'> & {
    head: () => Promise<{ timestamp: number }>;
  },
): Promise<void> {
  const { timestamp } = await chain.head();
  await chain.rpc.call('evm_setTime', [Math.max(timestamp + 1, Math.floor(Date.now() / 1_000))]);
}
