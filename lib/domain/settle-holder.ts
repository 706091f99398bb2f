import type { Holder, HolderEpoch, Registration, WalletEpoch } from './entities';
import { managerOf } from './partition';
import { epochOf } from './pool-math';
import { max, min } from './rounding';

/**
 * Collateral in place as it stands at a second of chain time: what ended with an epoch is free, whether or not a
 * transaction has rolled its holder. The contract's views do the same, so both must agree to the wei.
 */
export type SettledHolder = {
  /** why nothing can be locked of it although it is enrolled; null when nothing stands in the way */
  obstacle: HolderObstacle | null;
  /** enrolled, and nothing in the way of a draw */
  ready: boolean;
  /** wei in all open slices */
  locked: bigint;
  /** wei that may be locked on top */
  lockable: bigint;
  /** wei that the holder may move out at once */
  movable: bigint;
};

/** Its ERC-1820 manager is not the pool's; or a sender hook of its own could refuse a draw. */
export const holderObstacles = ['manager', 'hook'] as const;
export type HolderObstacle = (typeof holderObstacles)[number];

/**
 * @param epochs those of this holder that are not rolled, in any order; others are ignored
 * @param registration what ERC-1820 knows of it; undefined where nothing was ever told
 * @param balance wei of it in the pool's partition
 */
export function settleHolder(
  holder: Holder,
  epochs: readonly HolderEpoch[],
  registration: Registration | undefined,
  balance: bigint,
  timestamp: number,
  epochLength: number,
): SettledHolder {
  const now = epochOf(timestamp, epochLength);
  const locked = epochs
    .filter((e) => e.pool === holder.pool && e.account === holder.account && !e.rolled && e.epoch <= now)
    .reduce((left, { lockEnd }) => left - lockEnd, holder.locked);
  const obstacle = obstacleOf(holder, registration);
  const ready = holder.enrolled && obstacle === null;
  return {
    obstacle,
    ready,
    locked,
    lockable: ready ? max(0n, min(holder.maxExposure, balance) - locked) : 0n,
    movable: max(0n, balance - locked),
  };
}

function obstacleOf({ pool }: Holder, registration: Registration | undefined): HolderObstacle | null {
  if (registration?.manager !== managerOf(pool)) return 'manager';
  return registration.senderHook === null ? null : 'hook';
}

/**
 * wei locked of all holders of a pool together at a second of chain time.
 *
 * @param epochs those of this pool that have not ended, in any order; others are ignored
 */
export function lockedInPlace(
  pool: WalletEpoch['pool'],
  epochs: readonly WalletEpoch[],
  timestamp: number,
  epochLength: number,
): bigint {
  const now = epochOf(timestamp, epochLength);
  return epochs
    .filter((e) => e.pool === pool && e.epoch > now)
    .reduce((sum, { lockEnd }) => sum + lockEnd, 0n);
}
