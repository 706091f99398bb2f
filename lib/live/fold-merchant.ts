import type { LiveDelta, LockRow, MerchantAnswer } from '@/lib/domain/api';
import { USD } from '@/lib/domain/currency';
import type { Lock } from '@/lib/domain/entities';
import { lockKey } from '@/lib/domain/entity-key';
import { DUE_SOON, isGuaranteed, lockStatus } from '@/lib/domain/lock-status';
import { foldLocks } from './fold';

type Sums = MerchantAnswer['sums'];

const NOTHING: Sums = {
  liveCount: 0,
  liveWei: 0n,
  liveCents: 0n,
  dueSoonCount: 0,
  releasedTodayCount: 0,
  releasedTodayCents: 0n,
  drawn30dCount: 0,
  drawn30dWei: 0n,
};

/** What one lock adds to its merchant's sums at a second of chain time. */
function shareOf(lock: Lock | undefined, timestamp: number): Sums {
  if (!lock) return NOTHING;
  const cents = lock.quote.currency === USD ? lock.quote.fiatAmount : 0n;
  const drawn = { drawn30dCount: lock.drawn > 0n ? 1 : 0, drawn30dWei: lock.drawn };
  const now = lockStatus(lock, timestamp);
  if (isGuaranteed(now)) {
    const dueSoonCount = lock.settleBy <= timestamp + DUE_SOON ? 1 : 0;
    return { ...NOTHING, ...drawn, liveCount: 1, liveWei: lock.remaining, liveCents: cents, dueSoonCount };
  }
  if (now === 'released') return { ...NOTHING, ...drawn, releasedTodayCount: 1, releasedTodayCents: cents };
  return { ...NOTHING, ...drawn };
}

/**
 * A merchant's page after a block. The sums move by what changed of the locks in hand, by events and by the clock;
 * what lies further back (a day that ends, locks that are not loaded) comes with the next fetch.
 *
 * @param known the locks in hand before the block
 */
export function foldMerchant(
  answer: MerchantAnswer,
  known: ReadonlyMap<string, Lock>,
  changed: Lock[],
  delta: LiveDelta,
): MerchantAnswer {
  const { address } = answer.merchant;
  const after = new Map<string, Lock>(answer.locks.map((row: LockRow) => [lockKey(row), row]));
  for (const lock of changed) if (lock.merchant === address) after.set(lockKey(lock), lock);
  const sums = [...after.values()].reduce((total, lock) => {
    const before = shareOf(known.get(lockKey(lock)), answer.at.timestamp);
    const now = shareOf(lock, delta.block.timestamp);
    return {
      liveCount: total.liveCount + now.liveCount - before.liveCount,
      liveWei: total.liveWei + now.liveWei - before.liveWei,
      liveCents: total.liveCents + now.liveCents - before.liveCents,
      dueSoonCount: total.dueSoonCount + now.dueSoonCount - before.dueSoonCount,
      releasedTodayCount: total.releasedTodayCount + now.releasedTodayCount - before.releasedTodayCount,
      releasedTodayCents: total.releasedTodayCents + now.releasedTodayCents - before.releasedTodayCents,
      drawn30dCount: total.drawn30dCount + now.drawn30dCount - before.drawn30dCount,
      drawn30dWei: total.drawn30dWei + now.drawn30dWei - before.drawn30dWei,
    };
  }, answer.sums);
  return { ...answer, ...foldLocks(answer, { merchant: address }, changed, delta), sums };
}
