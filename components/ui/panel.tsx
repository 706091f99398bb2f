'use no memo';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';

/** A hairline box on raised ground. Give it a {@link PanelHeader} whose `id` its `aria-labelledby` names. */
export function Panel({ className, ...rest }: ComponentProps<'section'>) {
  return <section {...rest} className={cx('min-w-0 rounded-l border border-line bg-raised', className)} />;
}

export function PanelHeader({
  id,
  title,
  hint,
  aside,
  as: Heading = 'h2',
}: {
  id?: string;
  title: ReactNode;
  /** one quiet line below the title */
  hint?: ReactNode;
  /** at the far end: a unit, a link, a control */
  aside?: ReactNode;
  as?: 'h2' | 'h3';
}) {
  return (
    <header className="flex items-start justify-between gap-4 px-4 pt-4 pb-3 sm:px-5">
      <div className="min-w-0">
        <Heading id={id} className="text-heading">
          {title}
        </Heading>
        {hint && <p className="text-small text-ink-3">{hint}</p>}
      </div>
      {aside && <div className="shrink-0 pt-0.5 text-small text-ink-3">{aside}</div>}
    </header>
  );
}

export function PanelBody({ className, ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={cx('px-4 pb-5 sm:px-5', className)} />;
}
