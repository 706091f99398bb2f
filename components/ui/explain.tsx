import type { ReactNode } from 'react';
import { cx } from './cx';
import { LazyPopover } from './lazy-popover';

/** A term that explains itself: a dotted line says that there is more, a tap or a resting mouse shows it. */
export function Explain({
  term,
  children,
  className,
}: {
  term: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <LazyPopover
      label={typeof term === 'string' ? `About: ${term}` : 'Explanation'}
      className={cx(
        'inline cursor-help text-left underline decoration-line-strong decoration-dotted decoration-[1.5px] underline-offset-4 hover:decoration-current',
        className,
      )}
      trigger={term}
    >
      {children}
    </LazyPopover>
  );
}
