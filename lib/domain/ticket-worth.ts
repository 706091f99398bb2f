import type { Epoch, Pool } from './entities';
import { poolOf } from './partition';
import { assetsForShares, epochOf, ticketPayout } from './pool-math';
import { settlePool } from './settle';

/**
 * What `shares` in the ticket of `exitEpoch` pay, in wei, as the contract's `ticketOf` says it at `timestamp`: exact
 * once the epoch has ended, whether or not a transaction has rolled it; until then what they are worth now.
 *
 * @param epochs of this pool: those that are not rolled, and the ticket's own
 */
export function ticketWorth(
  { shares, exitEpoch }: { shares: bigint; exitEpoch: number },
  pool: Pool,
  epochs: readonly Epoch[],
  timestamp: number,
  epochLength: number,
): bigint {
  const own = epochs.find(
    (e) => e.pool === poolOf(pool.id) && e.generation === pool.generation && e.epoch === exitEpoch,
  );
  if (own?.rolled) return ticketPayout(shares, own);
  const open = epochs.filter((e) => !e.rolled);
  if (exitEpoch > epochOf(timestamp, epochLength)) {
    return assetsForShares(settlePool(pool, open, timestamp, epochLength), shares);
  }
  // Ended but not rolled: the pool as it is when this epoch's turn comes fixes what the bucket holds.
  const before = settlePool(pool, open, exitEpoch * epochLength - 1, epochLength);
  const sharesLeft = own?.sharesLeft ?? 0n;
  return ticketPayout(shares, { sharesLeft, assetsLeft: assetsForShares(before, sharesLeft) });
}
