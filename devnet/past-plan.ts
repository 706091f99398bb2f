import type { Hex } from 'viem';
import { type Ending, endingsOf } from './endings';
import { collateralFor, settlesAtOnce } from './market';
import { paceAt, planPayments, planPrices, planSteps, type Stretch, stepAfter } from './past-times';
import { drawPayment, type Payment, type PaymentTimes, paymentTimes } from './payments';
import type { PoolPlan } from './pools';
import { createRandom } from './random';
import { feeFor, planFees, planTopUps, type Reward, type Settled } from './rewards';
import { planStakers, type StakerStep, stakedAt } from './staker-plan';

/**
 * A stretch of past, block by block, as a pure function of its seed and times.
 *
 * In the past payments are one a minute and settle at the world's pace; on the live chain they are one a second and
 * settle twenty times as fast. In the last two hours of a stretch one turns into the other, so that what is locked
 * does not jump when the live chain begins, and no lock outlives that moment by more than a live one would.
 */
export type PastOptions = Omit<Stretch, 'pace'> & {
  pace?: Stretch['pace'];
  seed: string;
  /** names this stretch: payment ids come from it, and an id can be used once on a chain */
  run: string;
  /** payments, as a factor on the usual number */
  scale?: number;
  /** what the chain can lock in a pool, in wei, for a stretch without stakers of its own */
  free?: (pool: PoolPlan) => bigint;
  /** what is still to be done about locks from before */
  endings?: readonly Ending[];
};

export type PlannedLock = { payment: Payment; times: PaymentTimes; price: bigint };

/** What one block of the past holds. */
export type PastBlock = {
  at: number;
  price: bigint | null;
  stakers: StakerStep[];
  locks: PlannedLock[];
  claims: { id: Hex; merchant: Hex }[];
  draws: { id: Hex; by: 'operator' | Hex; amount: bigint }[];
  releases: Hex[];
  rewards: Reward[];
};

/** Seconds that an instant payment stays locked in the past. */
const MOMENT = 3;
/** Of what is staked or free, this much is used at the most, in percent: exits and the pool's own limit need room. */
const USABLE = 50n;

/** Blocks in the order of time, each at a second of its own, all within `from`..`to`. */
export function planPast(options: PastOptions): PastBlock[] {
  const { seed, run, scale = 1, free } = options;
  const stretch: Stretch = { pace: 'world', ...options };
  const random = createRandom(`${seed}/${run}`);
  const steps = planSteps(stretch, random.fork('steps'));
  const blocks = createBlocks();

  const prices = planPrices(stretch, steps, random.fork('price'));
  for (const [at, price] of prices.pushes) blocks.at(at).price = price;
  if (!free) {
    for (const { at, step } of planStakers(steps, random.fork('stakers'))) blocks.at(at).stakers.push(step);
  }

  for (const ending of options.endings ?? []) {
    if (ending.at <= stretch.to) note(blocks.at(ending.at), ending);
  }

  const settled: Settled[] = [];
  const room = createRoom(free ?? ((pool, at) => stakedAt(pool, steps, at)));
  planPayments(stretch, steps, scale, random.fork('times')).forEach((at, index) => {
    const own = random.fork(`payment ${index}`);
    const payment = drawPayment(`${seed}/${run}`, index, own);
    const times = paymentTimes(payment, paceAt(stretch, at), own);
    const lock = { payment, times, price: prices.at(at) };
    const amount = collateralFor(payment.cents, lock.price);
    const settledAt = settlesAtOnce(payment.asset) ? at + MOMENT : releaseStep(steps, at, times);
    const endings = endingsOf(payment, times, { at, amount, settledAt, random: own });
    if (!room.take(payment.pool, amount, at, endings.at(-1)?.at ?? at + times.expires)) return;
    blocks.at(at).locks.push(lock);
    for (const ending of endings) {
      // What lies beyond the stretch is left to the live chain.
      if (ending.at > stretch.to) continue;
      note(blocks.at(ending.at), ending);
      const fee = ending.kind === 'release' ? feeFor(payment, lock.price) : 0n;
      if (fee > 0n) settled.push({ at: ending.at, pool: payment.pool, fee });
    }
  });

  const topUps = free ? [] : planTopUps(stretch, random.fork('top-ups'));
  for (const { at, reward } of [...planFees(stretch, settled), ...topUps]) blocks.at(at).rewards.push(reward);
  return blocks.sorted();
}

/** Payments that settle about together are released together, unless a merchant would lose patience meanwhile. */
function releaseStep(steps: readonly number[], at: number, { settles, settleBy }: PaymentTimes): number {
  const step = stepAfter(steps, at + settles);
  return step !== null && step < at + settleBy ? step : at + settles;
}

function note(block: PastBlock, ending: Ending): void {
  switch (ending.kind) {
    case 'release':
      block.releases.push(ending.id);
      return;
    case 'claim':
      block.claims.push(ending);
      return;
    case 'draw':
      block.draws.push(ending);
      return;
  }
}

function createBlocks() {
  const blocks = new Map<number, PastBlock>();
  return {
    at(at: number): PastBlock {
      const found = blocks.get(at);
      if (found) return found;
      const fresh = {
        at,
        price: null,
        stakers: [],
        locks: [],
        claims: [],
        draws: [],
        releases: [],
        rewards: [],
      };
      blocks.set(at, fresh);
      return fresh;
    },
    sorted: (): PastBlock[] => [...blocks.values()].sort((a, b) => a.at - b.at),
  };
}

/** Keeps payments within what a pool can bear. */
function createRoom(limit: (pool: PoolPlan, at: number) => bigint) {
  const taken = new Map<PoolPlan, { until: number; amount: bigint }[]>();
  return {
    take(pool: PoolPlan, amount: bigint, at: number, until: number): boolean {
      const open = (taken.get(pool) ?? []).filter((entry) => entry.until > at);
      const locked = open.reduce((sum, entry) => sum + entry.amount, 0n);
      const fits = locked + amount <= (limit(pool, at) * USABLE) / 100n;
      if (fits) open.push({ until, amount });
      taken.set(pool, open);
      return fits;
    },
  };
}
