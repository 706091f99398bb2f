import type { ReactNode } from 'react';
import { cx } from './cx';

export type Tone = 'locked' | 'settling' | 'claimed' | 'drawn' | 'neutral' | 'accent';

export const toneClass: Record<Tone, string> = {
  locked: 'bg-locked-soft text-locked',
  settling: 'bg-settling-soft text-settling',
  claimed: 'bg-claimed-soft text-claimed',
  drawn: 'bg-drawn-soft text-drawn',
  neutral: 'bg-sunken text-ink-2',
  accent: 'bg-accent-soft text-accent',
};

/** A word with its own shape and colour. The icon is not decoration: it carries the state without the colour. */
export function Tag({
  tone,
  icon,
  children,
  className,
}: {
  tone: Tone;
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1.5 rounded-full py-0.5 pr-2.5 text-small font-medium whitespace-nowrap [&_svg]:size-3.5 [&_svg]:shrink-0',
        icon ? 'pl-1.5' : 'pl-2.5',
        toneClass[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}
