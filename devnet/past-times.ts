import { INITIAL_PRICE, LIVE_PACE, nextPrice } from './market';
import type { Random } from './random';

/** When things happen in a stretch of past: steps, how payments spread over them, and the price meanwhile. */

/** Seconds before the end in which the world's pace turns into the live one; longer than any lock at the former. */
const QUICKENING = 8_000;
const STEP = 330;
const LEAST_STEP = 6;
const PAYMENT_EVERY = 75;
/** As the pace quickens payments come closer, and a little more than in proportion: a busy evening. */
const CROWDING = 1.3;
const PRICE_EVERY = 1_200;

export type Stretch = {
  /** seconds since 1970 */
  from: number;
  to: number;
  /** `world`: quickens towards the end, so that the live chain can go on; `live`: as fast as live all along */
  pace: 'world' | 'live';
  /** seconds between two blocks with new payments, at the world's pace */
  step?: number;
  /** seconds between two payments, at the world's pace, day and night together */
  every?: number;
};

/** How slow a time of the past is: 1 as the world, {@link LIVE_PACE} as the live chain. */
export const paceAt = ({ to, pace }: Stretch, at: number): number =>
  pace === 'live' ? LIVE_PACE : Math.min(1, Math.max(LIVE_PACE, (to - at) / QUICKENING));

/** The seconds at which payments are locked and settled ones released. */
export function planSteps(stretch: Stretch, random: Random): number[] {
  const { from, to, step = STEP } = stretch;
  const steps: number[] = [];
  for (let at = from; at <= to; ) {
    steps.push(at);
    const pace = stretch.pace === 'live' ? 1 : paceAt(stretch, at);
    at += Math.max(LEAST_STEP, Math.round((step * pace * random.int(70, 130)) / 100));
  }
  return steps;
}

/** Payments by the hour of the day (UTC): few at night, most at noon and in the evening. */
const RHYTHM = [
  0.25, 0.18, 0.13, 0.1, 0.12, 0.2, 0.4, 0.7, 0.9, 0.95, 1, 1.15, 1.35, 1.3, 1.1, 1, 1.05, 1.2, 1.4, 1.45,
  1.25, 0.95, 0.65, 0.4,
] as const;
const rhythm = (at: number): number => RHYTHM[Math.floor(at / 3_600) % 24] ?? 1;

/**
 * The step of each payment, in order. How many there are follows from the length of the stretch alone, not from the
 * hour it happens to begin at: so a seed gives the same payments at any time of day.
 */
export function planPayments(
  stretch: Stretch,
  steps: readonly number[],
  scale: number,
  random: Random,
): number[] {
  const crowd = (at: number) => (stretch.pace === 'live' ? 1 : paceAt(stretch, at) ** -CROWDING);
  const spans = steps.map((at, i) => at - (steps[i - 1] ?? at));
  const crowded = steps.reduce((sum, at, i) => sum + (spans[i] ?? 0) * crowd(at), 0);
  const total = Math.round((crowded / (stretch.every ?? PAYMENT_EVERY)) * scale);
  const weights = steps.map((at, i) => (spans[i] ?? 0) * crowd(at) * rhythm(at));
  const sum = weights.reduce((a, b) => a + b, 0);
  const times: number[] = [];
  let reached = 0;
  steps.forEach((at, i) => {
    reached += weights[i] ?? 0;
    while (times.length < total && (times.length + random.unit()) / total < reached / sum) times.push(at);
  });
  return times;
}

/** The feed's rounds, and the price that holds at a step. */
export function planPrices(
  { from }: Stretch,
  steps: readonly number[],
  random: Random,
): { pushes: [at: number, price: bigint][]; at(step: number): bigint } {
  const pushes: [at: number, price: bigint][] = [];
  const known = new Map<number, bigint>();
  let price = INITIAL_PRICE;
  let last = from;
  for (const at of steps) {
    if (at - last >= PRICE_EVERY) {
      price = nextPrice(price, random);
      last = at;
      pushes.push([at, price]);
    }
    known.set(at, price);
  }
  return { pushes, at: (step) => known.get(step) ?? price };
}

/** The first step at or after a time; null when there is none. */
export function stepAfter(steps: readonly number[], at: number): number | null {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle] ?? Number.POSITIVE_INFINITY) < at) low = middle + 1;
    else high = middle;
  }
  return steps[low] ?? null;
}
