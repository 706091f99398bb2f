import { type ReactNode, useId } from 'react';
import { cx } from './cx';
import { WarningIcon } from './icon';

/** What the control inside a field must carry so that label, hint and error belong to it. */
export type FieldWiring = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
};

/**
 * Label, control, hint and error. The error is a sentence next to the control; its place is announced when it
 * appears. `children` gets the wiring to spread on its input.
 */
export function Field({
  label,
  hint,
  error,
  aside,
  hideLabel = false,
  className,
  children,
}: {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null;
  /** at the label's far end, e.g. the balance */
  aside?: ReactNode;
  hideLabel?: boolean;
  className?: string;
  children: (wiring: FieldWiring) => ReactNode;
}) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <div className={cx('flex min-w-0 flex-col gap-1.5', className)}>
      <div className={cx('flex items-baseline justify-between gap-3', hideLabel && !aside && 'sr-only')}>
        <label htmlFor={id} className={cx('text-small font-medium text-ink-2', hideLabel && 'sr-only')}>
          {label}
        </label>
        {aside && <span className="text-small text-ink-3">{aside}</span>}
      </div>
      {children({ id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined })}
      <p
        id={`${id}-error`}
        role="alert"
        className={cx('flex items-start gap-1.5 text-small text-drawn', !error && 'hidden')}
      >
        {error && (
          <>
            <WarningIcon className="mt-px size-4 shrink-0" />
            <span>{error}</span>
          </>
        )}
      </p>
      {hint && (
        <p id={`${id}-hint`} className="text-small text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}

/** The edge of everything that is typed into or chosen from. */
export const controlClass =
  'w-full min-h-10 rounded-m border border-edge bg-raised text-ink placeholder:text-ink-3 ' +
  'hover:border-ink-2 focus-within:border-accent aria-invalid:border-drawn disabled:bg-sunken disabled:text-ink-3';
