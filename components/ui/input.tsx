import type { ComponentProps } from 'react';
import { cx } from './cx';
import { controlClass } from './field';
import { ChevronDownIcon } from './icons';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input autoComplete="off" {...rest} className={cx(controlClass, 'px-3 text-table', className)} />;
}

/** The browser's own select: right on every phone, with every keyboard. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className="relative block">
      <select {...rest} className={cx(controlClass, 'appearance-none pr-9 pl-3 text-table', className)}>
        {children}
      </select>
      <ChevronDownIcon className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-ink-3" />
    </span>
  );
}
