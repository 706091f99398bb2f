import { parseEther } from 'viem';
import { type PoolPlan, poolPlans } from './pools';
import type { Random } from './random';

/** What a staker does. `staker` is the place in the list of stakers. */
export type StakerStep =
  | { kind: 'stake'; staker: number; pool: PoolPlan; amount: bigint }
  /** asks for a share of what it holds, in basis points */
  | { kind: 'exit'; staker: number; pool: PoolPlan; bps: number }
  /** takes back the youngest ticket, if that is still possible */
  | { kind: 'cancel'; staker: number; pool: PoolPlan }
  /** takes what is due */
  | { kind: 'claim'; staker: number; pool: PoolPlan }
  /** takes the rewards earned so far */
  | { kind: 'collect'; staker: number; pool: PoolPlan }
  /** stakes them */
  | { kind: 'compound'; staker: number; pool: PoolPlan };

/** Who holds how much of a pool's target, in thousandths; the first are there from the first block on. */
const holdings: readonly (readonly [staker: number, pool: number, thousandths: number, since: number])[] = [
  [0, 0, 260, 0],
  [1, 1, 310, 0],
  [2, 2, 340, 0],
  [3, 0, 190, 0],
  [3, 1, 120, 0],
  [4, 1, 170, 0],
  [5, 2, 220, 0],
  [6, 0, 140, 0.01],
  [7, 0, 110, 0.03],
  [7, 2, 130, 0.05],
  [8, 1, 150, 0.08],
  [9, 0, 90, 0.15],
  [9, 1, 80, 0.22],
  [10, 2, 140, 0.35],
  [11, 0, 60, 0.5],
  [11, 1, 70, 0.62],
  [11, 2, 90, 0.74],
];

/** Who leaves, in shares of a week: asks, then takes it back, claims, or has not come for it yet. */
const departures: readonly {
  staker: number;
  pool: number;
  bps: number;
  asks: number;
  next: 'claim' | 'cancel' | 'wait';
  at: number;
}[] = [
  { staker: 0, pool: 0, bps: 1_500, asks: 0.18, next: 'claim', at: 0.24 },
  { staker: 4, pool: 1, bps: 4_000, asks: 0.28, next: 'claim', at: 0.31 },
  { staker: 6, pool: 0, bps: 3_000, asks: 0.4, next: 'cancel', at: 0.402 },
  { staker: 5, pool: 2, bps: 2_500, asks: 0.46, next: 'claim', at: 0.58 },
  { staker: 9, pool: 1, bps: 10_000, asks: 0.55, next: 'claim', at: 0.6 },
  { staker: 2, pool: 2, bps: 1_200, asks: 0.66, next: 'claim', at: 0.71 },
  { staker: 8, pool: 1, bps: 2_000, asks: 0.77, next: 'cancel', at: 0.772 },
  { staker: 1, pool: 1, bps: 900, asks: 0.84, next: 'claim', at: 0.9 },
  { staker: 7, pool: 0, bps: 1_800, asks: 0.9, next: 'wait', at: 1 },
  { staker: 10, pool: 2, bps: 2_200, asks: 0.9999, next: 'wait', at: 1 },
];

/** Who comes for rewards, in shares of a week. */
const harvests: readonly (readonly [
  staker: number,
  pool: number,
  kind: 'collect' | 'compound',
  at: number,
])[] = [
  [2, 2, 'collect', 0.26],
  [0, 0, 'compound', 0.32],
  [1, 1, 'compound', 0.39],
  [5, 2, 'collect', 0.48],
  [0, 0, 'compound', 0.57],
  [3, 1, 'collect', 0.64],
  [8, 1, 'compound', 0.73],
  [7, 2, 'compound', 0.81],
  [6, 0, 'collect', 0.88],
  [1, 1, 'collect', 0.95],
  [4, 1, 'compound', 0.985],
];

/** Small stakes and exits between the big ones, a few a day. */
const SMALL_CHANGES = 60;

/** The stakers who are at home in a pool. */
export const homesOf = (pool: PoolPlan): number[] =>
  holdings.filter(([, index]) => poolPlans[index] === pool).map(([staker]) => staker);

/** What stakers have brought into a pool by `at`, in wei, small stakes and exits apart. */
export function stakedAt(pool: PoolPlan, steps: readonly number[], at: number): bigint {
  const first = steps[0] ?? at;
  const share = (at - first) / Math.max(1, (steps.at(-1) ?? at) - first);
  return holdings
    .filter(([, index, , since]) => poolPlans[index] === pool && since < share)
    .reduce((sum, [, , thousandths]) => sum + (pool.target * BigInt(thousandths)) / 1_000n, 0n);
}

/** The stakers' part of a stretch of past, on its steps. */
export function planStakers(steps: readonly number[], random: Random): { at: number; step: StakerStep }[] {
  const first = steps[0];
  const last = steps.at(-1);
  if (first === undefined || last === undefined) return [];
  const stepAt = (share: number): number => {
    const wanted = first + share * (last - first);
    return steps.find((at) => at >= wanted) ?? last;
  };
  const planned: { at: number; step: StakerStep }[] = [];
  const add = (share: number, step: StakerStep) => planned.push({ at: stepAt(share), step });

  for (const [staker, index, thousandths, since] of holdings) {
    const pool = poolPlan(index);
    add(since, { kind: 'stake', staker, pool, amount: (pool.target * BigInt(thousandths)) / 1_000n });
  }
  for (const { staker, pool, bps, asks, next, at } of departures) {
    add(asks, { kind: 'exit', staker, pool: poolPlan(pool), bps });
    if (next !== 'wait') add(at, { kind: next, staker, pool: poolPlan(pool) });
  }
  for (const [staker, pool, kind, at] of harvests) add(at, { kind, staker, pool: poolPlan(pool) });
  for (let i = 0; i < SMALL_CHANGES; i += 1) {
    const [staker, pool] = random.pick(holdings);
    const amount = parseEther(String(random.int(5, 120) * 100));
    add(0.2 + random.unit() * 0.79, { kind: 'stake', staker, pool: poolPlan(pool), amount });
  }
  return planned.sort((a, b) => a.at - b.at);
}

function poolPlan(index: number): PoolPlan {
  const plan = poolPlans[index];
  if (!plan) throw new RangeError(`no pool ${index}`);
  return plan;
}
