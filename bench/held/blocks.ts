import { type Hex, keccak256, parseEther, stringToHex } from 'viem';
import { z } from 'zod';
import { devAccounts } from '@/devnet/accounts';
import { contractCalls } from '@/devnet/contract-calls';
import { INITIAL_PRICE } from '@/devnet/market';
import { toHex } from '@/devnet/rpc';
import type { Stack } from '@/e2e/support/stack';
import { asciiToHex } from '@/lib/domain/text';

/** A block that was mined on demand. `at`: milliseconds since 1970 at which the node was told to. */
export type Mined = { hash: string; at: number; events: number };

const block = z.object({ hash: z.string() });
const receipt = z.object({ status: z.string() }).nullable();
/** More open payments than this are released again, so that a snapshot stays as long as a busy minute's. */
const OPEN = 100;
/** No reorg of these benchmarks takes back more blocks. */
const DEEPEST = 64;

/** Blocks of real payments: each locks `locks`, and releases as many of those that are open longest. */
export function createBlocks({ chain, deployment }: Pick<Stack, 'chain' | 'deployment'>) {
  const calls = contractCalls(deployment);
  const operator = devAccounts().operator.address;
  let open: Hex[] = [];
  /** what each of the last blocks has locked, oldest first */
  let made: Hex[][] = [];
  let payments = 0;

  const send = async ({ to, data, gas }: { to: Hex; data: Hex; gas: bigint }): Promise<unknown> =>
    chain.rpc.call('eth_sendTransaction', [{ from: operator, to, data, gas: toHex(gas) }]);

  return {
    async mine(locks: number): Promise<Mined> {
      const now = await chain.now();
      const items = Array.from({ length: locks }, () => {
        payments += 1;
        const paymentId = keccak256(stringToHex(`crowd ${payments} ${now}`));
        return {
          paymentId,
          pool: chain.poolId('HARBOR'),
          merchant: chain.merchant(payments % 3),
          amount: parseEther('1'),
          settleBy: now + 1800,
          expiresAt: now + 3000,
          refHash: keccak256(paymentId),
          quote: {
            asset: asciiToHex('BTC', 8),
            assetAmount: 4357n,
            fiatAmount: 420n,
            currency: asciiToHex('USD', 3),
            ampPrice: INITIAL_PRICE,
          },
        };
      });
      const released = open.splice(0, Math.max(0, Math.min(locks, open.length - OPEN)));
      const sent = [];
      if (items.length > 0) sent.push(await send(calls.lockBatch(items)));
      if (released.length > 0) sent.push(await send(calls.releaseBatch(released)));
      const at = performance.timeOrigin + performance.now();
      await chain.rpc.call('evm_mine');
      const { hash } = block.parse(await chain.rpc.call('eth_getBlockByNumber', ['latest', false]));
      for (const transaction of sent) {
        const mined = receipt.parse(await chain.rpc.call('eth_getTransactionReceipt', [transaction]));
        if (mined?.status !== '0x1') throw new Error('a transaction of the block failed');
      }
      const ids = items.map(({ paymentId }) => paymentId);
      open.push(...ids);
      made = [...made, ids].slice(-DEEPEST);
      return { hash, at, events: items.length + released.length };
    },
    /** A reorg has taken the last blocks back: what they locked is not there to be released. */
    takenBack(blocks: number): void {
      const gone = new Set(made.slice(-blocks).flat());
      open = open.filter((id) => !gone.has(id));
      // As many others stand in their place, which lock nothing.
      made = [...made.slice(0, -blocks), ...Array.from({ length: blocks }, () => [])];
    },
  };
}
