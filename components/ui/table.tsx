import type { ComponentProps } from 'react';
import { cx } from './cx';

/**
 * Tables for figures that are compared. The frame scrolls sideways when it must, and then takes the keyboard's focus;
 * `label` names both.
 */
export function Table({ label, className, ...rest }: ComponentProps<'table'> & { label: string }) {
  return (
    <section
      aria-label={`${label}, a table that may scroll`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
      tabIndex={0}
      className="relative overflow-x-auto focus-visible:-outline-offset-2"
    >
      <table {...rest} aria-label={label} className={cx('w-full border-collapse text-table', className)} />
    </section>
  );
}

type CellProps = { numeric?: boolean };
const cell = 'border-t border-line px-2.5 first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5 whitespace-nowrap';

export function Th({ numeric, className, scope = 'col', ...rest }: ComponentProps<'th'> & CellProps) {
  return (
    <th
      {...rest}
      scope={scope}
      className={cx(
        cell,
        'py-2 text-small font-medium text-ink-3',
        numeric ? 'text-right' : 'text-left',
        className,
      )}
    />
  );
}

export function Td({ numeric, className, ...rest }: ComponentProps<'td'> & CellProps) {
  return <td {...rest} className={cx(cell, 'h-11 py-2', numeric ? 'text-right' : 'text-left', className)} />;
}

/** The row's own name, in its first column. */
export function RowTh({ className, ...rest }: ComponentProps<'th'>) {
  return <th {...rest} scope="row" className={cx(cell, 'h-11 py-2 text-left font-medium', className)} />;
}
