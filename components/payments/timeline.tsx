import type { ReactNode } from 'react';
import { cx } from '@/components/ui/cx';

export type TimelineStep = {
  key: string;
  state: 'done' | 'doing' | 'late' | 'failed' | 'todo';
  what: ReactNode;
  when?: ReactNode;
};

const dots: Record<TimelineStep['state'], string> = {
  done: 'bg-locked border-locked',
  doing: 'bg-settling border-settling',
  late: 'bg-claimed border-claimed rotate-45 rounded-[2px]!',
  failed: 'bg-drawn border-drawn',
  todo: 'bg-raised border-line-strong',
};
const spoken: Record<TimelineStep['state'], string> = {
  done: 'Done: ',
  doing: 'Under way: ',
  late: 'Late: ',
  failed: 'Failed: ',
  todo: 'To come: ',
};

/** What happened and what comes next, in order. */
export function Timeline({ steps }: { steps: TimelineStep[] }) {
  return (
    <ol className="px-4 pb-1 sm:px-5">
      {steps.map(({ key, state, what, when }, index) => (
        <li key={key} className={cx('relative pb-4.5 pl-6.5', state === 'todo' && 'text-ink-3')}>
          {index < steps.length - 1 && (
            <span aria-hidden="true" className="absolute top-5 -bottom-0.5 left-2 w-px bg-line-strong" />
          )}
          <span
            aria-hidden="true"
            className={cx('absolute top-1.5 left-[3.5px] size-2.5 rounded-full border-[1.5px]', dots[state])}
          />
          <span className="sr-only">{spoken[state]}</span>
          {what} {when && <span className="text-small text-ink-3 tabular-nums">{when}</span>}
        </li>
      ))}
    </ol>
  );
}
