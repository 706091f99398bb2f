import type { ComponentProps } from 'react';
import { buttonClass } from './button';
import { cx } from './cx';
import { controlClass } from './field';

/**
 * Where an amount is typed, large. It knows nothing about amounts: the text goes out as it was typed, and
 * `parseAmp` reads it. `onMax` puts a MAX button inside the edge.
 */
export function AmountInput({
  unit = 'AMP',
  onMax,
  maxDisabled,
  value,
  onValueChange,
  className,
  ...rest
}: Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'type'> & {
  unit?: string;
  value: string;
  onValueChange: (text: string) => void;
  onMax?: () => void;
  maxDisabled?: boolean;
}) {
  return (
    <div
      aria-invalid={rest['aria-invalid']}
      className={cx(
        controlClass,
        'flex items-center gap-2 py-1.5 pr-2 pl-4 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent',
        className,
      )}
    >
      <input
        inputMode="decimal"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        placeholder="0"
        {...rest}
        type="text"
        value={value}
        onChange={(event) => onValueChange(event.target.value)}
        className="min-h-10 w-full min-w-0 bg-transparent text-figure font-semibold outline-none placeholder:text-ink-3 disabled:text-ink-3"
      />
      <span aria-hidden="true" className="text-table text-ink-3">
        {unit}
      </span>
      {onMax && (
        <button
          type="button"
          onClick={onMax}
          disabled={maxDisabled}
          className={buttonClass('secondary', 's')}
        >
          Max
        </button>
      )}
    </div>
  );
}
