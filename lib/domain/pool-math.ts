import { mulDivCeil, mulDivFloor } from './rounding';

/**
 * The arithmetic of a pool, as the contract does it (contracts/pool/PoolMath.sol). Amounts in wei, shares without
 * decimals, times in seconds, ratios in basis points. Rounding always favours those who stay.
 */
export const BPS = 10_000n;
/** An account holds no shares or at least this many. */
export const MIN_SHARES = 1_000_000n;
/** Below a wei a million million shares, no fair price exists for a new stake. */
export const EXHAUSTED_FACTOR = 10n ** 12n;

type Totals = { assets: bigint; shares: bigint };

/** Shares for `value` wei: 1:1 in an empty pool, floor(value · S / A) otherwise; null when the pool is exhausted. */
export function sharesForStake({ assets, shares }: Totals, value: bigint): bigint | null {
  if (shares === 0n) return value;
  if (assets * EXHAUSTED_FACTOR < shares) return null;
  return mulDivFloor(value, shares, assets);
}

/** What `shares` are worth in wei, floor. */
export const assetsForShares = ({ assets, shares }: Totals, amount: bigint): bigint =>
  shares === 0n ? 0n : mulDivFloor(amount, assets, shares);

/** wei that pending exits may still take, ceil: capacity must never count on them. */
export const pendingAssets = ({
  assets,
  shares,
  pendingShares,
}: Totals & { pendingShares: bigint }): bigint =>
  shares === 0n ? 0n : mulDivCeil(assets, pendingShares, shares);

/** Most wei that may be locked at once: floor(maxUtilisation × (A − ceil(A · pending / S))). */
export const capacity = (totals: Totals & { pendingShares: bigint }, maxUtilisationBps: number): bigint =>
  ((totals.assets - pendingAssets(totals)) * BigInt(maxUtilisationBps)) / BPS;

/** Locked over staked, in basis points, ceil: shown use is never less than the true one. */
export const utilisationBps = (locked: bigint, assets: bigint): number =>
  assets === 0n ? 0 : Number(mulDivCeil(locked, BPS, assets));

export const epochOf = (timestamp: number, epochLength: number): number =>
  Math.floor(timestamp / epochLength);
export const epochStart = (epoch: number, epochLength: number): number => epoch * epochLength;
/** The epoch at whose start a lock that expires then stops to count. */
export const lockEndEpoch = (expiresAt: number, epochLength: number): number =>
  Math.ceil(expiresAt / epochLength);

/** The epoch of a ticket requested at `now`: after the cooldown, and after every lock the stake may back. */
export const exitEpoch = (
  now: number,
  { cooldown, latestLockEnd, epochLength }: { cooldown: number; latestLockEnd: number; epochLength: number },
): number => Math.max(epochOf(now + cooldown, epochLength) + 1, latestLockEnd);

/** Shares that leave when `wanted` of `held` are asked for: all of them if fewer than MIN_SHARES would stay. */
export function sharesTaken(wanted: bigint, held: bigint): bigint {
  const stay = held - wanted;
  return stay > 0n && stay < MIN_SHARES ? held : wanted;
}

/** A ticket's payout once its epoch is rolled: floor(n · left / shares left), so the last one takes the dust. */
export const ticketPayout = (shares: bigint, bucket: { sharesLeft: bigint; assetsLeft: bigint }): bigint =>
  bucket.sharesLeft === 0n ? 0n : mulDivFloor(shares, bucket.assetsLeft, bucket.sharesLeft);
