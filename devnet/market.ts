import type { Random } from './random';

/** US dollars for one AMP, scaled by 1e8, at which a local feed starts. */
export const INITIAL_PRICE = 420_000n;

/** What customers pay with, and how long that takes to be final in the world. */
const assets = {
  LN: { decimals: 8, usdCents: 9_640_000n, settles: [0, 1] },
  SOL: { decimals: 9, usdCents: 23_150n, settles: [2, 13] },
  ETH: { decimals: 18, usdCents: 341_200n, settles: [768, 800] },
  BTC: { decimals: 8, usdCents: 9_640_000n, settles: [2_400, 3_600] },
} as const satisfies Record<
  string,
  { decimals: number; usdCents: bigint; settles: readonly [min: number, max: number] }
>;
export type AssetTicker = keyof typeof assets;

/**
 * How much faster than in the world a payment settles on the live chain: Bitcoin in two to three minutes, Ethereum
 * in forty seconds. Otherwise nobody would watch one to its end, and every exit would wait for an hour.
 */
export const LIVE_SPEED = 20;
/** {@link LIVE_SPEED} as a factor on durations; 1 is the world's own pace. */
export const LIVE_PACE = 1 / LIVE_SPEED;

/** Seconds until a payment is final, at a pace. */
export function settleSeconds(asset: AssetTicker, pace: number, random: Random): number {
  const [min, max] = assets[asset].settles;
  return Math.round(random.int(min, max) * pace);
}

/** Instant or nearly: these are released a moment after they are locked, whatever the pace. */
export const settlesAtOnce = (asset: AssetTicker): boolean => assets[asset].settles[1] < 60;

/** US cents in the asset's smallest unit, floor. */
export const assetAmount = (asset: AssetTicker, cents: bigint): bigint =>
  (cents * 10n ** BigInt(assets[asset].decimals)) / assets[asset].usdCents;

/** Collateral is locked for a payment's worth and 3 % on top, in case the price of AMP falls meanwhile. */
const CUSHION_BPS = 300n;

/** AMP, wei, that cover `cents` at a price (US dollars for one AMP, scaled by 1e8) with the cushion; ceil. */
export function collateralFor(cents: bigint, price: bigint): bigint {
  const dividend = cents * 10n ** 18n * 10n ** 8n * (10_000n + CUSHION_BPS);
  const divisor = price * 100n * 10_000n;
  return (dividend + divisor - 1n) / divisor;
}

/**
 * What a settled payment brings to the stakers that guaranteed it, in millionths. Networks take up to two hundred times
 * as much; but next to the few AMP that are staked here, the payments of a local chain are far too many, and what a year
 * of them would bring must stay a figure that somebody could meet.
 */
const FEE_MILLIONTHS = 50n;

/** The fee on `cents`, in AMP, wei, at a price (US dollars for one AMP, scaled by 1e8); floor. */
export const feeOf = (cents: bigint, price: bigint): bigint =>
  (cents * 10n ** 18n * 10n ** 8n * FEE_MILLIONTHS) / (price * 100n * 1_000_000n);

/** The next price of AMP: up or down by up to 0.6 %, drawn back to where it began, so that it never runs away. */
export function nextPrice(price: bigint, random: Random): bigint {
  const step = (price * BigInt(random.int(-60, 60))) / 10_000n;
  const home = (INITIAL_PRICE - price) / 50n;
  return price + step + home;
}
