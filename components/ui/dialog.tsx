'use client';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { cx } from './cx';
import { CloseIcon } from './icons';

/** A question or a form over the page; a sheet from below on a phone. Escape and the cross close it. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  className,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.45)]" />
        <Radix.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cx(
            'fixed z-50 flex max-h-[90dvh] w-full flex-col overflow-y-auto border border-line bg-raised shadow-float',
            'inset-x-0 bottom-0 rounded-t-l pb-[env(safe-area-inset-bottom)]',
            'sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:max-w-[28rem] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-l',
            className,
          )}
        >
          <header className="flex items-start justify-between gap-4 px-5 pt-5 pb-3">
            <div>
              <Radix.Title className="text-lead font-semibold">{title}</Radix.Title>
              {description && (
                <Radix.Description className="text-table text-ink-2">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close aria-label="Close" className="-m-2 rounded-s p-2 text-ink-3 hover:text-ink">
              <CloseIcon />
            </Radix.Close>
          </header>
          <div className="px-5 pb-5">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
