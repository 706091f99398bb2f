import { smaller } from './bigint';
import type { Divide } from './rounding';

/** Rewards of a generation: one stream, in which two kinds flow at the same speed. */
export const KINDS = ['fees', 'topUps'] as const;
export type Kind = (typeof KINDS)[number];
export type ByKind<T> = Record<Kind, T>;

/** A share's earnings are kept in 10^-18 wei. */
const SCALE = 10n ** 18n;

/** They are counted in 128 bits and begin again at 0: a share's growth between two looks is what matters. */
const PER_SHARE_BITS = 128;

export type RewardStream = {
  left: ByKind<bigint>; // wei still to flow
  secondsLeft: bigint; // of flowing; the clock stands still while nobody is active
  accruedAt: bigint;
  perShare: ByKind<bigint>; // what one share has earned since the start
  remainder: ByKind<bigint>; // of the last division by the active shares
  accruals: bigint; // how often, and
  accrued: bigint; // how many wei have flowed: no part of the pool, of use to those who compare
};

export const newStream = (now: bigint): RewardStream => ({
  left: { fees: 0n, topUps: 0n },
  secondsLeft: 0n,
  accruedAt: now,
  perShare: { fees: 0n, topUps: 0n },
  remainder: { fees: 0n, topUps: 0n },
  accruals: 0n,
  accrued: 0n,
});

export const copyStream = (stream: RewardStream): RewardStream => ({
  ...stream,
  left: { ...stream.left },
  perShare: { ...stream.perShare },
  remainder: { ...stream.remainder },
});

export const leftInAll = ({ left }: RewardStream) => left.fees + left.topUps;

/** Lets the stream flow until `now` to `active` shares. */
export function accrue(stream: RewardStream, active: bigint, now: bigint, divide: Divide): void {
  const flowing = smaller(now - stream.accruedAt, stream.secondsLeft);
  stream.accruedAt = now;
  if (flowing === 0n || active === 0n) return;

  for (const kind of KINDS) {
    const amount = divide.streamed(stream.left[kind] * flowing, stream.secondsLeft);
    const toShare = amount * SCALE + stream.remainder[kind];
    const each = divide.rewardPerShare(toShare, active);
    stream.left[kind] -= amount;
    stream.perShare[kind] = BigInt.asUintN(PER_SHARE_BITS, stream.perShare[kind] + each);
    stream.remainder[kind] = toShare % active;
    stream.accrued += amount;
  }
  stream.secondsLeft -= flowing;
  stream.accruals += 1n;
}

/** Wei that `shares` have earned since a share had earned `index`. */
export function earned(shares: bigint, perShare: bigint, index: bigint, divide: Divide): bigint {
  return divide.rewardOwed(shares * BigInt.asUintN(PER_SHARE_BITS, perShare - index), SCALE);
}

/** `amount` joins the stream and would take `period` alone: the time is the mean of both, each by its weight. */
export function join(
  stream: RewardStream,
  kind: Kind,
  amount: bigint,
  dust: bigint,
  period: bigint,
  divide: Divide,
) {
  stream.left.topUps += dust;
  const left = leftInAll(stream);
  stream.secondsLeft = divide.streamSeconds(left * stream.secondsLeft + amount * period, left + amount);
  stream.left[kind] += amount;
}
