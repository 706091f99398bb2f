import type { Lock } from '@/lib/domain/entities';
import { type LockStatus, lockStatus } from '@/lib/domain/lock-status';

/**
 * What a lock waits for next. `settle`: it should settle until then. `claim`: it is late, and the merchant may claim
 * it until then. `payout`: it is claimed, and is paid from then on. `collect`: it may be paid out, until it expires.
 */
export type Deadline = {
  kind: 'settle' | 'claim' | 'payout' | 'collect';
  /** seconds of chain time */
  at: number;
  /** when this wait began */
  since: number;
};

type Timed = Pick<Lock, 'status' | 'settleBy' | 'expiresAt' | 'claimMaturesAt' | 'claimDelay' | 'lockedAt'>;

/** Null for a lock that waits for nothing any more. */
export function deadlineOf(lock: Timed, now: number): Deadline | null {
  const status: LockStatus = lockStatus(lock, now);
  switch (status) {
    case 'open':
      return { kind: 'settle', at: lock.settleBy, since: lock.lockedAt.timestamp };
    case 'overdue':
      return { kind: 'claim', at: lock.expiresAt, since: lock.settleBy };
    case 'claimed': {
      const matures = lock.claimMaturesAt ?? lock.expiresAt;
      return now < matures
        ? { kind: 'payout', at: matures, since: matures - lock.claimDelay }
        : { kind: 'collect', at: lock.expiresAt, since: matures };
    }
    case 'released':
    case 'drawn':
    case 'expired':
      return null;
  }
}

/** How much of the wait is left, 0 to 1. */
export function shareLeft({ at, since }: Deadline, now: number): number {
  const length = at - since;
  return length <= 0 ? 0 : Math.min(1, Math.max(0, (at - now) / length));
}

/** When a lock came to its end; null while it has not. */
export function endedAt(lock: Pick<Lock, 'closedAt' | 'expiresAt'>, now: number): number | null {
  if (lock.closedAt) return lock.closedAt.timestamp;
  return now >= lock.expiresAt ? lock.expiresAt : null;
}
