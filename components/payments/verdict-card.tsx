import { cx } from '@/components/ui/cx';
import {
  CheckIcon,
  HourglassIcon,
  type Icon,
  LapsedIcon,
  LateIcon,
  PaidIcon,
  ShieldCheckIcon,
} from '@/components/ui/icons';
import { type Tone, toneClass } from '@/components/ui/tag';
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

/** One glance, from two metres: a shape, a word, a colour. The word is announced when it changes. */
export function VerdictCard({ verdict }: { verdict: Verdict }) {
  const { tone, icon: Icon } = looks[verdict.status];
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
        <h1 className="text-[1.625rem] leading-[1.1] tracking-[-0.02em]">{verdict.word}</h1>
        <span role="status" className="sr-only">
          {verdict.word}
        </span>
        <p className="mt-0.5 text-table">{verdict.sentence}</p>
      </div>
    </div>
  );
}
