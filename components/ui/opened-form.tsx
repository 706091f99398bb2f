'use client';
'use no memo';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from './button';
import { cx } from './cx';

/**
 * A form in place of the button that opened it. The focus goes into it when it opens, and back to the button, known by
 * `data-opens`, when it closes: neither a keyboard nor a screen reader loses its place.
 */
export function OpenedForm({
  name,
  close = 'Not now',
  onClose,
  className,
  children,
}: {
  /** what the button that opened it says */
  name: string;
  close?: string;
  onClose: () => void;
  className?: string;
  children: ReactNode;
}) {
  const place = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    const around = place.current?.parentElement;
    place.current?.focus();
    return () => {
      setTimeout(() => {
        if (document.activeElement !== document.body) return;
        around?.querySelector<HTMLElement>('[data-opens]')?.focus();
      }, 0);
    };
  }, []);
  return (
    <fieldset
      ref={place}
      tabIndex={-1}
      aria-label={name}
      className={cx('flex min-w-0 flex-col gap-2 rounded-m bg-sunken p-4', className)}
    >
      {children}
      <Button look="quiet" size="s" className="self-center" onClick={onClose}>
        {close}
      </Button>
    </fieldset>
  );
}
