import { parseEther } from 'viem';
import { feeOf } from './market';
import type { Payment } from './payments';
import { type PoolPlan, poolPlans } from './pools';
import type { Random } from './random';

/** AMP, wei, for the stakers of a pool: earned from its payments, or given on top. */
export type Reward = { kind: 'Fee' | 'TopUp'; pool: PoolPlan; amount: bigint };

/** AMP, wei, that a payment brings to its pool's stakers once it is settled, at a price; none when it fails. */
export function feeFor({ outcome, cents }: Payment, price: bigint): bigint {
  return outcome.kind === 'settles' || outcome.kind === 'claimed-released' ? feeOf(cents, price) : 0n;
}

/** Keeps fees until they are handed out. */
export function createFeeBox() {
  let fees = new Map<PoolPlan, bigint>();
  return {
    put(pool: PoolPlan, fee: bigint): void {
      fees.set(pool, (fees.get(pool) ?? 0n) + fee);
    },
    /** all there is, as one reward a pool */
    empty(): Reward[] {
      const kept = fees;
      fees = new Map();
      return poolPlans.flatMap((pool) => {
        const amount = kept.get(pool) ?? 0n;
        return amount > 0n ? [{ kind: 'Fee' as const, pool, amount }] : [];
      });
    },
  };
}

/** A thousand AMP or a few. */
export const drawTopUp = (random: Random): Reward => ({
  kind: 'TopUp',
  pool: random.pick(poolPlans),
  amount: parseEther(String(random.int(10, 60) * 100)),
});

/** Seconds between two payouts of fees in the past, at the most; there are about as many in a shorter one. */
const LONGEST_INTERVAL = 7_200;
const SHORTEST_INTERVAL = 60;
const PAYOUTS = 84;
/** When somebody tops up, in shares of a past; the last one still flows when the live chain begins. */
const TOP_UPS = [0.18, 0.33, 0.52, 0.7, 0.86, 0.995] as const;

/** A payment that was settled at `at`, with the fee it brought. */
export type Settled = { at: number; pool: PoolPlan; fee: bigint };

/** The fees of a stretch of past, handed out at intervals. */
export function planFees(
  { from, to }: { from: number; to: number },
  settled: readonly Settled[],
): { at: number; reward: Reward }[] {
  const interval = Math.min(LONGEST_INTERVAL, Math.max(SHORTEST_INTERVAL, Math.round((to - from) / PAYOUTS)));
  const waiting = settled.toSorted((a, b) => a.at - b.at);
  const box = createFeeBox();
  const planned: { at: number; reward: Reward }[] = [];
  let next = 0;
  for (let at = from + interval; at <= to; at += interval) {
    for (let one = waiting[next]; one && one.at < at; one = waiting[next]) {
      box.put(one.pool, one.fee);
      next += 1;
    }
    planned.push(...box.empty().map((reward) => ({ at, reward })));
  }
  return planned;
}

/** The top-ups of a whole past. */
export const planTopUps = (
  { from, to }: { from: number; to: number },
  random: Random,
): { at: number; reward: Reward }[] =>
  TOP_UPS.map((share) => ({ at: Math.round(from + share * (to - from)), reward: drawTopUp(random) }));
