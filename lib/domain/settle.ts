import { drawnInWindow, windowEnds } from './draw-window';
import type { Epoch, Pool } from './entities';
import { poolOf } from './partition';
import { assetsForShares, capacity, epochOf, epochStart, pendingAssets, utilisationBps } from './pool-math';
import { accrueRewards } from './reward-stream';
import { max } from './rounding';

/**
 * A pool as it stands at a second of chain time: epochs that have ended count as settled, whether or not a
 * transaction has rolled them. The contract's views do the same, so both must agree to the wei.
 */
export type SettledPool = {
  assets: bigint;
  shares: bigint;
  pendingShares: bigint;
  pendingAssets: bigint;
  locked: bigint;
  exitReserve: bigint;
  capacity: bigint;
  /** wei that may be locked on top of what is */
  free: bigint;
  /** wei kept out of reach by the utilisation limit */
  heldBack: bigint;
  utilisationBps: number;
  /** when the next queued exit leaves; null if nobody waits */
  nextExitAt: number | null;
  /** wei of rewards still to be handed out, by kind, and the seconds in which they are */
  feesLeft: bigint;
  topUpsLeft: bigint;
  rewardSecondsLeft: number;
  /** wei that the operator drew in the window that runs, and when the next one begins */
  drawnInWindow: bigint;
  windowEnds: number;
};

/** The epochs of a pool's generation that are not rolled, earliest first. */
const openEpochs = (pool: Pool, epochs: Epoch[]): Epoch[] =>
  epochs
    .filter((e) => e.pool === poolOf(pool.id) && e.generation === pool.generation && !e.rolled)
    .sort((a, b) => a.epoch - b.epoch);

/** @param epochs those of this pool that are not rolled, in any order; others are ignored */
export function settlePool(pool: Pool, epochs: Epoch[], timestamp: number, epochLength: number): SettledPool {
  const now = epochOf(timestamp, epochLength);
  const open = openEpochs(pool, epochs);
  let { assets, shares, pendingShares, locked, exitReserve } = pool;
  for (const e of open.filter((e) => e.epoch <= now)) {
    locked -= e.lockEnd;
    const out = assetsForShares({ assets, shares }, e.sharesLeft);
    assets -= out;
    shares -= e.sharesLeft;
    pendingShares -= e.sharesLeft;
    exitReserve += out;
  }
  const totals = { assets, shares, pendingShares };
  const most = pool.closed ? 0n : capacity(totals, pool.params.maxUtilisationBps);
  const leaving = pendingAssets(totals);
  // Those who leave were not active: settling them changes nothing about who earns.
  const rewards = accrueRewards(pool.rewards, pool.shares - pool.pendingShares, timestamp);
  const next = open.find((e) => e.epoch > now && e.sharesLeft > 0n);
  const free = max(0n, most - locked);
  return {
    ...totals,
    pendingAssets: leaving,
    locked,
    exitReserve,
    capacity: most,
    free,
    heldBack: max(0n, assets - leaving - locked - free),
    utilisationBps: utilisationBps(locked, assets),
    nextExitAt: next ? epochStart(next.epoch, epochLength) : null,
    feesLeft: rewards.feesLeft,
    topUpsLeft: rewards.topUpsLeft,
    rewardSecondsLeft: rewards.secondsLeft,
    drawnInWindow: drawnInWindow(pool, timestamp),
    windowEnds: windowEnds(pool, timestamp),
  };
}

/**
 * What queued exits leave behind: after each of them, what is staked and what may be locked, if nobody else
 * comes, goes or loses. Prices are those of now.
 */
export function capacityAfterExits(pool: Pool, epochs: Epoch[], timestamp: number, epochLength: number) {
  const settled = settlePool(pool, epochs, timestamp, epochLength);
  const now = epochOf(timestamp, epochLength);
  let { assets, shares, pendingShares } = settled;
  return openEpochs(pool, epochs)
    .filter((e) => e.epoch > now && e.sharesLeft > 0n)
    .map((e) => {
      const leaving = assetsForShares({ assets, shares }, e.sharesLeft);
      assets -= leaving;
      shares -= e.sharesLeft;
      pendingShares -= e.sharesLeft;
      const most = capacity({ assets, shares, pendingShares }, pool.params.maxUtilisationBps);
      return { exitAt: epochStart(e.epoch, epochLength), leaving, assets, capacity: most };
    });
}
