import type { Hex } from 'viem';
import { devAccounts } from './accounts';
import { type DevChain, Reverted } from './chain';
import type { Payment } from './payments';
import type { PoolPlan } from './pools';
import type { Random } from './random';
import { createFeeBox, drawTopUp, feeFor, type Reward } from './rewards';

/** The rewarder of the live chain: collects the fees of settled payments and hands them out, and tops up. */
export type LiveRewards = {
  /** a payment that will bring a fee if it is settled */
  expect(payment: Payment, price: bigint): void;
  /** payments that are settled; those that somebody else made bring nothing */
  settled(ids: readonly Hex[]): void;
  /** forgets what is not settled yet: after a reorg it may never have been */
  forget(): void;
  /** pays out what is due at `now` (chain time) */
  tick(now: number): Promise<void>;
};

/** Seconds between two payouts of fees. */
const FEES_EVERY = 90;
const TOP_UP_EVERY = { min: 600, max: 1_800 } as const;
/** The first comes while somebody who has just started the demo still looks. */
const FIRST_TOP_UP = { min: 60, max: 240 } as const;

export function createLiveRewards(chain: DevChain, random: Random): LiveRewards {
  const { rewarder } = devAccounts();
  const expected = new Map<Hex, { pool: PoolPlan; fee: bigint }>();
  const box = createFeeBox();
  let feesAt: number | null = null;
  let topUpAt: number | null = null;

  async function pay({ kind, pool, amount }: Reward): Promise<void> {
    const call = chain.calls.reward(rewarder.address, chain.poolId(pool), kind, amount);
    await chain.send(rewarder.address, call).catch((error: unknown) => {
      // Refused, for instance because the chain was set up without a rewarder: payments go on without.
      if (!(error instanceof Reverted)) throw error;
    });
  }

  return {
    expect(payment, price) {
      const fee = feeFor(payment, price);
      if (fee > 0n) expected.set(payment.id, { pool: payment.pool, fee });
    },
    settled(ids) {
      for (const id of ids) {
        const earned = expected.get(id);
        if (earned) box.put(earned.pool, earned.fee);
        expected.delete(id);
      }
    },
    forget: () => expected.clear(),
    async tick(now) {
      feesAt ??= now + FEES_EVERY;
      topUpAt ??= now + random.int(FIRST_TOP_UP.min, FIRST_TOP_UP.max);
      if (now >= feesAt) {
        feesAt = now + FEES_EVERY;
        for (const reward of box.empty()) await pay(reward);
      }
      if (now >= topUpAt) {
        topUpAt = now + random.int(TOP_UP_EVERY.min, TOP_UP_EVERY.max);
        await pay(drawTopUp(random));
      }
    },
  };
}
