import type { Epoch, Pool } from './entities';
import { assetsForShares, capacity, epochOf, epochStart, pendingAssets, utilisationBps } from './pool-math';
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
};

/** @param epochs those of this pool that are not rolled, in any order; others are ignored */
export function settlePool(pool: Pool, epochs: Epoch[], timestamp: number, epochLength: number): SettledPool {
  const now = epochOf(timestamp, epochLength);
  const open = epochs.filter((e) => e.pool === pool.id && !e.rolled).sort((a, b) => a.epoch - b.epoch);
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
  const most = capacity(totals, pool.params.maxUtilisationBps);
  const leaving = pendingAssets(totals);
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
  return epochs
    .filter((e) => e.pool === pool.id && !e.rolled && e.epoch > now && e.sharesLeft > 0n)
    .sort((a, b) => a.epoch - b.epoch)
    .map((e) => {
      const leaving = assetsForShares({ assets, shares }, e.sharesLeft);
      assets -= leaving;
      shares -= e.sharesLeft;
      pendingShares -= e.sharesLeft;
      const most = capacity({ assets, shares, pendingShares }, pool.params.maxUtilisationBps);
      return { exitAt: epochStart(e.epoch, epochLength), leaving, assets, capacity: most };
    });
}
