import { type Hex, keccak256, stringToHex } from 'viem';
import { asciiToHex } from '@/lib/domain/text';
import { devAccounts } from './accounts';
import type { CollateralLock } from './contract-calls';
import { type AssetTicker, assetAmount, collateralFor, LIVE_PACE, settleSeconds } from './market';
import { type PoolPlan, planPoolId, poolPlans } from './pools';
import type { Random } from './random';

/** How a payment ends. */
export type Outcome =
  /** final on its own chain: the operator releases */
  | { kind: 'settles' }
  /** it fails, and the operator pays the merchant a part, in basis points */
  | { kind: 'drawn'; bps: number }
  /** it fails, the operator is silent: the merchant claims, waits, and has itself paid */
  | { kind: 'claimed-drawn' }
  /** it is late: the merchant claims, the operator releases in time */
  | { kind: 'claimed-released' }
  /** it fails, and nobody does anything until it expires */
  | { kind: 'expires' };

/** A customer at a till; nothing of it depends on the clock. */
export type Payment = {
  id: Hex;
  pool: PoolPlan;
  merchant: Hex;
  asset: AssetTicker;
  cents: bigint;
  outcome: Outcome;
};

/** A lock's times, in seconds from the lock on. */
export type PaymentTimes = { settles: number; settleBy: number; expires: number };

const FAILURES = 0.02;

const failures: readonly { weight: number; make: (random: Random) => Outcome }[] = [
  { weight: 50, make: (random) => ({ kind: 'drawn', bps: random.int(1, 6) * 1_000 }) },
  { weight: 22, make: () => ({ kind: 'claimed-drawn' }) },
  { weight: 18, make: () => ({ kind: 'claimed-released' }) },
  { weight: 10, make: () => ({ kind: 'expires' }) },
];

/** Of 100 customers: a coffee, a meal, the week's shopping, something bigger. In cents. */
const baskets = [
  { weight: 20, min: 300, max: 1_200 },
  { weight: 30, min: 1_200, max: 4_500 },
  { weight: 30, min: 4_500, max: 11_000 },
  { weight: 20, min: 11_000, max: 20_000 },
] as const;
/** Those that fail are small: an operator does not take what is both risky and big. */
const RISKY = { min: 300, max: 600 } as const;

/** The `index`th payment of a run. `run` names the run, so that ids never repeat on a chain. */
export function drawPayment(run: string, index: number, random: Random): Payment {
  const pool = random.weighted(poolPlans);
  const fails = random.chance(FAILURES);
  const basket = fails ? RISKY : random.weighted(baskets);
  return {
    id: keccak256(stringToHex(`${run}/${index}`)),
    pool,
    merchant: random.pick(devAccounts().merchants).address,
    asset: random.weighted(pool.assets).ticker,
    cents: BigInt(random.int(basket.min, basket.max)),
    outcome: fails ? random.weighted(failures).make(random) : { kind: 'settles' },
  };
}

/** Seconds at the world's pace that a merchant gives a payment beyond its due time. */
const PATIENCE = 600;
const LEAST_PATIENCE = 20;
/** Seconds at the world's pace in which a merchant can still claim. */
const CLAIM_WINDOW = 1_200;
const LEAST_CLAIM_WINDOW = 60;

/** When a payment settles, may be claimed, and expires. Below PAST_LOCK_DURATION at the world's pace. */
export function paymentTimes(payment: Payment, pace: number, random: Random): PaymentTimes {
  const settles = settleSeconds(payment.asset, pace, random);
  const patience = Math.max(LEAST_PATIENCE, Math.round(PATIENCE * pace));
  const settleBy = Math.round(settles * 1.5) + patience;
  const window = Math.max(LEAST_CLAIM_WINDOW, Math.round(CLAIM_WINDOW * pace));
  return { settles, settleBy, expires: settleBy + payment.pool.params.claimDelay + window };
}

/** Seconds in which a live payment settles, read back from the `settleBy` (after the lock) of {@link paymentTimes}. */
export const liveSettleSeconds = (settleBy: number): number =>
  Math.max(0, Math.round((settleBy - Math.max(LEAST_PATIENCE, PATIENCE * LIVE_PACE)) / 1.5));

/** The lock that guarantees a payment made at `at`, at a price of AMP (US dollars scaled by 1e8). */
export function lockFor(
  payment: Payment,
  times: PaymentTimes,
  { at, price, manager }: { at: number; price: bigint; manager: Hex },
): CollateralLock {
  return {
    paymentId: payment.id,
    pool: planPoolId(payment.pool, manager),
    merchant: payment.merchant,
    amount: collateralFor(payment.cents, price),
    settleBy: at + times.settleBy,
    expiresAt: at + times.expires,
    refHash: keccak256(stringToHex(`order ${payment.id}`)),
    quote: {
      asset: asciiToHex(payment.asset, 8),
      assetAmount: assetAmount(payment.asset, payment.cents),
      fiatAmount: payment.cents,
      currency: asciiToHex('USD', 3),
      ampPrice: price,
    },
  };
}
