'use client';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Field } from '@/components/ui/field';
import { AddressInput } from './address-input';

/** Asks for an account. What is none is said once somebody has asked, and what was typed stays. */
export function LookForm({
  label,
  hint,
  name,
  initial = '',
  action,
  className,
  whyNot,
  problem = null,
  onLook,
}: {
  label: string;
  hint: ReactNode;
  /** of the field, for the browser's own sending */
  name: string;
  initial?: string;
  /** where the browser itself asks, sent before the page hears of it */
  action?: string;
  className?: string;
  /** why a text can mean no account; null when it may */
  whyNot: (text: string) => string | null;
  /** what became of the last text that was looked for */
  problem?: string | null;
  onLook: (text: string) => void;
}) {
  const [text, setText] = useState(initial);
  const [looked, setLooked] = useState(initial);
  const [tried, setTried] = useState(initial !== '' && whyNot(initial) !== null);
  const wanted = text.trim();
  const why = whyNot(wanted);
  return (
    <form
      noValidate
      action={action}
      className={cx('flex flex-wrap items-start gap-3', className)}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (why !== null) return;
        setLooked(wanted);
        onLook(wanted);
      }}
    >
      <Field
        label={label}
        className="min-w-60 grow"
        error={tried && why !== null ? why : wanted === looked ? problem : null}
        hint={hint}
      >
        {(wiring) => <AddressInput {...wiring} name={name} value={text} onText={setText} />}
      </Field>
      <Button type="submit" className="mt-[1.4rem]">
        Look
      </Button>
    </form>
  );
}
