'use no memo';
import type { ReactNode } from 'react';
import { cx } from './cx';
import { ClockIcon, WarningIcon } from './icon';
import { CheckIcon, LateIcon } from './icons';

/** A sentence that stands in the page: something is under way, done, needs care, or went wrong. */
export type NoticeKind = 'info' | 'done' | 'care' | 'wrong';

const looks = {
  info: { box: 'bg-settling-soft text-settling', icon: ClockIcon },
  done: { box: 'bg-locked-soft text-locked', icon: CheckIcon },
  care: { box: 'bg-claimed-soft text-claimed', icon: LateIcon },
  wrong: { box: 'bg-drawn-soft text-drawn', icon: WarningIcon },
} as const;

export function Notice({
  kind,
  title,
  children,
  action,
  className,
}: {
  kind: NoticeKind;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  const { box, icon: Icon } = looks[kind];
  return (
    <div
      role={kind === 'wrong' ? 'alert' : 'status'}
      className={cx('flex items-start gap-2.5 rounded-m px-3.5 py-3 text-table', box, className)}
    >
      <Icon className="mt-0.5 shrink-0" />
      <div className="min-w-0 grow">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className="text-ink">{children}</div>}
      </div>
      {action}
    </div>
  );
}
