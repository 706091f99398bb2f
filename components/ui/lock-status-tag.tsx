import { isGuaranteed, type LockStatus } from '@/lib/domain/lock-status';
import type { Icon as IconType } from './icon';
import { CheckIcon, HourglassIcon, LapsedIcon, LateIcon, PaidIcon, ShieldCheckIcon } from './icons';
import { Tag, type Tone } from './tag';

type Look = { word: string; tone: Tone; icon: IconType; meaning: string };

/** What a lock is, for people: one word, one tone, one shape each, and the sentence behind it. */
export const lockStatusLook: Record<LockStatus, Look> = {
  open: {
    word: 'Guaranteed',
    tone: 'locked',
    icon: ShieldCheckIcon,
    meaning: 'Collateral is locked for this payment. If it fails, the merchant is paid from it.',
  },
  overdue: {
    word: 'Overdue',
    tone: 'claimed',
    icon: LateIcon,
    meaning: 'It should have settled by now. It is still guaranteed, and the merchant may claim it.',
  },
  claimed: {
    word: 'Claimed',
    tone: 'claimed',
    icon: HourglassIcon,
    meaning:
      'The merchant has asked for the collateral. It is paid once the waiting time is over, unless the payment settles first.',
  },
  released: {
    word: 'Released',
    tone: 'neutral',
    icon: CheckIcon,
    meaning: 'The payment settled, and the collateral went back to the pool.',
  },
  drawn: {
    word: 'Paid from collateral',
    tone: 'drawn',
    icon: PaidIcon,
    meaning: 'The payment failed, and the merchant was paid from the pool.',
  },
  expired: {
    word: 'Expired',
    tone: 'neutral',
    icon: LapsedIcon,
    meaning: 'The guarantee ran out before it was released or claimed. Nothing can be paid from it any more.',
  },
};

/** A payout that its receiver refused: it is not said to be paid. */
const refusedLook: Look = {
  word: 'Payout kept',
  tone: 'drawn',
  icon: HourglassIcon,
  meaning:
    'The payment failed. The merchant’s own contract refused the AMP, so the pool kept it for the merchant to collect.',
};

/** While the chain's nodes disagree, nothing is said to be covered. */
const unsureLook: Look = {
  word: 'Not certain',
  tone: 'claimed',
  icon: LateIcon,
  meaning: 'The chain’s nodes disagree about what is locked. Wait until they agree.',
};

export function LockStatusTag({
  status,
  certain = true,
  deferred = 0n,
  className,
}: {
  status: LockStatus;
  /** false while the chain's nodes disagree */
  certain?: boolean;
  /** wei of a draw that the merchant's contract refused */
  deferred?: bigint;
  className?: string;
}) {
  const look = lookOf(status, certain, deferred);
  const { word, tone, icon: Icon, meaning } = look;
  return (
    <span title={meaning} className={className}>
      <Tag tone={tone} icon={<Icon />}>
        {word}
      </Tag>
    </span>
  );
}

function lookOf(status: LockStatus, certain: boolean, deferred: bigint): Look {
  if (!certain && isGuaranteed(status)) return unsureLook;
  return status === 'drawn' && deferred > 0n ? refusedLook : lockStatusLook[status];
}
