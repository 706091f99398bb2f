'use client';
import type { ReactNode } from 'react';
import { AmountInput } from '@/components/ui/amount-input';
import { Field } from '@/components/ui/field';
import type { Amount } from './use-amount';

/** A field for an amount of AMP, with its maximum at hand. */
export function AmountField({
  amount,
  label,
  name,
  aside,
  max,
}: {
  amount: Amount;
  label: string;
  name: string;
  aside?: ReactNode;
  /** wei; null while it is not known */
  max: bigint | null;
}) {
  return (
    <Field label={label} error={amount.error} hint={amount.hint} aside={aside}>
      {(wiring) => (
        <AmountInput
          {...wiring}
          name={name}
          value={amount.typed}
          onValueChange={amount.onType}
          {...(max !== null && { onMax: amount.onMax, maxDisabled: max === 0n })}
        />
      )}
    </Field>
  );
}
