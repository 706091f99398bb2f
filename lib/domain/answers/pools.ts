import { z } from 'zod';
import { address, bps, bytes32, count, seconds, uint } from '../codecs';
import { blockRef, epoch, pool, poolHour, walletEpoch, walletPool } from '../entities';
import { eventAt } from '../events';
import { poolEarnings, roleHolder, timelockQueue } from '../pool-disclosure';

/** AMP/USD as the feed says at the answer's block; null where there is none. */
export const price = z.strictObject({
  ampUsd: uint.meta({ description: 'US dollars for one AMP, scaled by 1e8' }),
  updatedAt: seconds,
});
export type Price = z.infer<typeof price>;

/** {@link SettledPool} as JSON. */
export const settledPool = z.strictObject({
  assets: uint,
  shares: uint,
  pendingShares: uint,
  pendingAssets: uint,
  locked: uint,
  exitReserve: uint,
  capacity: uint,
  free: uint,
  heldBack: uint,
  utilisationBps: bps,
  nextExitAt: seconds.nullable(),
  feesLeft: uint,
  topUpsLeft: uint,
  rewardSecondsLeft: seconds,
  drawnInWindow: uint,
  windowEnds: seconds,
});

/** A pool as pages and callers need it: as stored, as settled at the answer's block, and its last hours. */
export const poolSummary = z.strictObject({
  pool,
  settled: settledPool,
  /** epochs that are not rolled: what the browser needs to settle the pool itself as time passes */
  epochs: z.array(epoch),
  /** the hours of the last 24, oldest first; hours without a lock are absent */
  hours: z.array(poolHour),
  openLocks: count,
  stakers: count,
});
export type PoolSummary = z.infer<typeof poolSummary>;

export const poolsAnswer = z.strictObject({
  at: blockRef,
  price: price.nullable(),
  epochLength: seconds,
  pools: z.array(poolSummary),
});
export type PoolsAnswer = z.infer<typeof poolsAnswer>;

/** A pool of collateral in place: as stored, as settled at the answer's block, and its last hours. */
export const walletPoolSummary = z.strictObject({
  pool: walletPool,
  settled: z.strictObject({
    locked: uint.meta({ description: 'wei in open slices of all holders' }),
    drawnInWindow: uint,
    windowEnds: seconds,
  }),
  /** epochs that have not ended and free something, earliest first */
  epochs: z.array(walletEpoch),
  hours: z.array(poolHour).meta({ description: 'as of a pool' }),
  openLocks: count,
});
export type WalletPoolSummary = z.infer<typeof walletPoolSummary>;

export const walletPoolsAnswer = z.strictObject({
  at: blockRef,
  price: price.nullable(),
  epochLength: seconds,
  pools: z.array(walletPoolSummary),
});
export type WalletPoolsAnswer = z.infer<typeof walletPoolsAnswer>;

/** What one draw took from a pool. */
export const loss = z.strictObject({
  at: eventAt,
  paymentId: bytes32,
  merchant: address,
  amount: uint,
  assetsBefore: uint,
  shares: uint,
});
export type Loss = z.infer<typeof loss>;

export const poolAnswer = z.strictObject({
  at: blockRef,
  price: price.nullable(),
  epochLength: seconds,
  summary: poolSummary,
  losses: z.array(loss).meta({ description: 'newest first, at most 50' }),
  earnings: poolEarnings,
  roles: z.array(roleHolder).meta({ description: 'of the manager, and so of each of its pools' }),
});
export type PoolAnswer = z.infer<typeof poolAnswer>;

export const timelockAnswer = z.strictObject({
  at: blockRef,
  timelock: address.nullable().meta({ description: 'null when the admin is no timelock' }),
  queue: timelockQueue.nullable().meta({ description: 'null when the chain could not be asked' }),
});
export type TimelockAnswer = z.infer<typeof timelockAnswer>;

export const historyIntervals = ['5m', '15m', '1h', '1d'] as const;
export const historyPoint = z.strictObject({
  timestamp: seconds,
  assets: uint,
  locked: uint,
  capacity: uint,
  /** of the interval that ends at `timestamp` */
  guaranteedWei: uint,
  guaranteedCount: count,
  drawnWei: uint,
});
export const historyAnswer = z.strictObject({
  at: blockRef,
  pool: z.string().meta({ description: 'a pool id, or "all"' }),
  interval: z.enum(historyIntervals),
  points: z.array(historyPoint),
});
export type HistoryAnswer = z.infer<typeof historyAnswer>;
