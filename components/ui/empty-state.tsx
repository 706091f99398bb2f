import type { ReactNode } from 'react';
import { cx } from './cx';

/** Nothing here, said in words, with the next step. The three hollow slices are the mark with nothing in it. */
export function EmptyState({
  title,
  children,
  action,
  className,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cx('flex flex-col items-center gap-1.5 px-6 py-12 text-center', className)}>
      <svg
        viewBox="0 0 24 24"
        aria-hidden="true"
        className="mb-2 size-8 fill-none stroke-line-strong"
        strokeWidth="1.2"
      >
        <rect x="2" y="3" width="20" height="4.4" rx="1.6" />
        <rect x="2" y="9.8" width="13" height="4.4" rx="1.6" />
        <rect x="2" y="16.6" width="20" height="4.4" rx="1.6" />
      </svg>
      <p className="text-body font-medium">{title}</p>
      {children && <p className="max-w-[44ch] text-table text-ink-2">{children}</p>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
