'use no memo';
import type { ComponentProps, ReactNode } from 'react';
import { Link } from '@/components/ui/link';
import { cx } from './cx';
import { ClockIcon } from './icon';

/** `primary` is the one thing to do on a page; `danger` is for what cannot be undone. */
export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 's' | 'm' | 'l';

const looks: Record<ButtonLook, string> = {
  primary: 'border-transparent bg-accent text-accent-ink hover:bg-accent-strong',
  secondary: 'border-line-strong bg-raised text-ink hover:border-edge hover:bg-hover',
  quiet: 'border-transparent bg-transparent text-ink-2 hover:bg-sunken hover:text-ink',
  danger: 'border-transparent bg-drawn-soft text-drawn hover:border-drawn',
};
const sizes: Record<ButtonSize, string> = {
  s: 'min-h-8 gap-1.5 px-3 text-small',
  m: 'min-h-10 gap-2 px-4 text-table',
  l: 'min-h-12 gap-2 px-5 text-body',
};

/** The classes of a button, for what has to look like one (a menu's trigger, an external link). */
export const buttonClass = (look: ButtonLook = 'secondary', size: ButtonSize = 'm', extra?: string) =>
  cx(
    'inline-flex items-center justify-center rounded-m border font-medium whitespace-nowrap select-none',
    'disabled:border-line disabled:bg-sunken disabled:text-ink-3 aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:text-ink-3',
    sizes[size],
    looks[look],
    extra,
  );

type Shared = { look?: ButtonLook; size?: ButtonSize; icon?: ReactNode };

/**
 * `busy` keeps the button's place and focus while its work is under way: announced, and not to be pressed. The label
 * says what it waits for; nothing spins, since nothing has happened on chain yet.
 */
export function Button({
  look,
  size,
  icon,
  busy = false,
  className,
  children,
  type = 'button',
  onClick,
  ...rest
}: ComponentProps<'button'> & Shared & { busy?: boolean }) {
  return (
    <button
      {...rest}
      type={type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={buttonClass(look, size, className)}
    >
      {busy ? <ClockIcon /> : icon}
      {children}
    </button>
  );
}

export function LinkButton({
  look,
  size,
  icon,
  className,
  children,
  ...rest
}: ComponentProps<typeof Link> & Shared) {
  return (
    <Link {...rest} className={buttonClass(look, size, className)}>
      {icon}
      {children}
    </Link>
  );
}
