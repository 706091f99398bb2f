import type { Lock } from './entities';

/** Every word a lock can have on a page. `overdue` is open past `settleBy`: its merchant may claim. */
export const lockStatuses = ['open', 'overdue', 'claimed', 'released', 'drawn', 'expired'] as const;
export type LockStatus = (typeof lockStatuses)[number];

/** The status at a second of chain time. Expiry has no event: it follows from the clock. */
export function lockStatus(
  lock: Pick<Lock, 'status' | 'settleBy' | 'expiresAt'>,
  timestamp: number,
): LockStatus {
  switch (lock.status) {
    case 'released':
    case 'drawn':
      return lock.status;
    case 'open':
    case 'claimed':
      if (timestamp >= lock.expiresAt) return 'expired';
      if (lock.status === 'claimed') return 'claimed';
      return timestamp >= lock.settleBy ? 'overdue' : 'open';
  }
}

/** True while the merchant would be paid from the collateral if the payment failed now. */
export const isGuaranteed = (status: LockStatus): boolean =>
  status === 'open' || status === 'overdue' || status === 'claimed';

/** Seconds before `settleBy` from which a live payment counts as due soon. */
export const DUE_SOON = 600;
