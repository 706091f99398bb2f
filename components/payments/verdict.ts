import { countdown } from '@/components/ui/time-text';
import type { Lock } from '@/lib/domain/entities';
import { isGuaranteed, type LockStatus, lockStatus } from '@/lib/domain/lock-status';

/**
 * The answer to "can I hand over the goods?". `goods` says it: `yes` while the merchant is covered, `done` when the
 * payment is over and the merchant has what is due, `no` when nothing stands behind it any more, `unsure` while the
 * chain's nodes tell different things about the same block.
 */
export type Verdict = {
  status: LockStatus;
  goods: 'yes' | 'done' | 'no' | 'unsure';
  /** read from two metres */
  word: string;
  sentence: string;
};

const REFUSED =
  'The merchant’s own contract refused the AMP, so the pool keeps it until the merchant collects it.';

const UNSURE: Omit<Verdict, 'status'> = {
  goods: 'unsure',
  word: 'Not certain',
  sentence:
    'The chain’s nodes disagree about what is locked. Wait until they agree before you hand over the goods.',
};

type Judged = Pick<Lock, 'status' | 'settleBy' | 'expiresAt' | 'claimMaturesAt' | 'drawn'>;

/**
 * @param now chain time in seconds
 * @param kept wei that the pool still keeps because the merchant's own contract refused it
 * @param certain false while the chain's nodes disagree: nothing is called guaranteed then
 */
export function verdictOf(lock: Judged, now: number, kept = 0n, certain = true): Verdict {
  const status = lockStatus(lock, now);
  if (!certain && isGuaranteed(status)) return { status, ...UNSURE };
  switch (status) {
    case 'open':
      return { status, goods: 'yes', word: 'Guaranteed', sentence: 'You can hand over the goods.' };
    case 'overdue':
      return {
        status,
        goods: 'yes',
        word: 'Still guaranteed',
        sentence: 'It settles late. You are covered, and the merchant may claim the collateral now.',
      };
    case 'claimed': {
      const left = (lock.claimMaturesAt ?? lock.expiresAt) - now;
      return {
        status,
        goods: 'yes',
        word: 'Claimed',
        sentence:
          left > 0
            ? `The collateral is paid out in ${countdown(left)}, unless the payment settles first.`
            : 'The waiting time is over: the collateral can be paid to the merchant now.',
      };
    }
    case 'released':
      if (kept > 0n) {
        return {
          status,
          goods: 'done',
          word: 'Settled in part',
          sentence: `Part was drawn from the collateral. ${REFUSED} The rest settled.`,
        };
      }
      return lock.drawn > 0n
        ? {
            status,
            goods: 'done',
            word: 'Settled in part',
            sentence: 'Part was paid from the collateral, and the rest settled.',
          }
        : {
            status,
            goods: 'done',
            word: 'Settled',
            sentence: 'The payment went through. The collateral is free again.',
          };
    case 'drawn':
      if (kept > 0n) {
        return {
          status,
          goods: 'done',
          word: 'Kept for the merchant',
          sentence: `The payment failed. ${REFUSED}`,
        };
      }
      return {
        status,
        goods: 'done',
        word: 'Paid from collateral',
        sentence: 'The payment failed, so the merchant was paid in AMP instead.',
      };
    case 'expired':
      return {
        status,
        goods: 'no',
        word: 'Not guaranteed',
        sentence: 'The guarantee ran out. Do not hand over goods on it.',
      };
  }
}
