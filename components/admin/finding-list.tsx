import { cx } from '@/components/ui/cx';
import { type Icon, WarningIcon } from '@/components/ui/icon';
import { CheckIcon, LateIcon } from '@/components/ui/icons';
import type { Finding, Verdict } from './findings';

const looks: Record<Verdict, { icon: Icon; ink: string; word: string }> = {
  fine: { icon: CheckIcon, ink: 'text-locked', word: 'Fine' },
  care: { icon: LateIcon, ink: 'text-claimed', word: 'Needs an eye' },
  wrong: { icon: WarningIcon, ink: 'text-drawn', word: 'Wrong' },
};

export function FindingList({ findings }: { findings: Finding[] }) {
  return (
    <ul>
      {findings.map(({ key, verdict, what, detail }) => {
        const { icon: Icon, ink, word } = looks[verdict];
        return (
          <li key={key} className="flex gap-3 border-t border-line px-4 py-3 text-table sm:px-5">
            <Icon className={cx('mt-0.5 shrink-0', ink)} />
            <div className="min-w-0">
              <p className={cx('font-medium', verdict !== 'fine' && ink)}>
                <span className="sr-only">{word}: </span>
                {what}
              </p>
              {detail && <p className="text-small text-ink-3 tabular-nums">{detail}</p>}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
