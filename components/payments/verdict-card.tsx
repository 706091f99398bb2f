import { cx } from '@/components/ui/cx';
import type { Icon } from '@/components/ui/icon';
import {
  CheckIcon,
  HourglassIcon,
  LapsedIcon,
  LateIcon,
  PaidIcon,
  ShieldCheckIcon,
} from '@/components/ui/icons';
import { type Tone, toneClass } from '@/components/ui/tag';
import { duration } from '@/components/ui/time-text';
import type { LockStatus } from '@/lib/domain/lock-status';
import type { Verdict } from './verdict';

const looks: Record<LockStatus, { tone: Tone; icon: Icon }> = {
  open: { tone: 'locked', icon: ShieldCheckIcon },
  overdue: { tone: 'claimed', icon: LateIcon },
  claimed: { tone: 'claimed', icon: HourglassIcon },
  released: { tone: 'neutral', icon: CheckIcon },
  drawn: { tone: 'drawn', icon: PaidIcon },
  expired: { tone: 'neutral', icon: LapsedIcon },
};

/**
 * One glance, from two metres: a shape, a word, a colour. The word is announced when it changes. A page that no longer
 * hears from the chain must not say that goods can be handed over: it says how old its answer is.
 */
export function VerdictCard({ verdict, staleFor }: { verdict: Verdict; staleFor: number | null }) {
  const doubtful = staleFor !== null && verdict.goods === 'yes';
  const { tone, icon: Icon } = doubtful || verdict.goods === 'unsure' ? looks.overdue : looks[verdict.status];
  const word = doubtful ? `${verdict.word}, ${duration(staleFor)} ago` : verdict.word;
  return (
    <div
      className={cx(
        'flex items-center gap-4 rounded-l px-5 py-5.5',
        toneClass[tone],
        tone === 'neutral' && 'outline -outline-offset-1 outline-line',
      )}
    >
      <Icon width={44} height={44} strokeWidth={1.4} className="shrink-0" />
      <div className="min-w-0">
        <h1 className="text-[1.625rem] leading-[1.1] tracking-[-0.02em]" data-figures>
          {word}
        </h1>
        <span role="status" className="sr-only">
          {doubtful ? 'This page has lost sight of the chain' : verdict.word}
        </span>
        <p className="mt-0.5 text-table" data-figures>
          {doubtful
            ? 'This page does not see the chain just now. Wait until it does before you hand over the goods.'
            : verdict.sentence}
        </p>
      </div>
    </div>
  );
}
