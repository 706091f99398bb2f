'use client';
'use no memo';
import type { ReactNode } from 'react';
import type { Hex } from '@/lib/domain/codecs';
import { shortHex } from '@/lib/domain/text';
import { clientOnly } from './client-only';
import { cx } from './cx';
import { LazyPopover } from './lazy-popover';

const HexDetails = clientOnly(() => import('./hex-details'));

const triggerClass =
  'inline-flex max-w-full items-baseline gap-1.5 text-left decoration-line-strong decoration-dotted underline-offset-4 hover:underline';

/** Short for eyes, in tables and beside names. The whole value is in its `title`; it is no control. */
export function ShortHex({ value, className }: { value: Hex; className?: string }) {
  return (
    <span title={value} className={cx('hex text-ink-3', className)}>
      {shortHex(value, 2, 2)}
    </span>
  );
}

/** An address with its name if it has one. A tap shows it in full, checksummed, to check and to copy. */
export function Address({
  value,
  name,
  href,
  className,
}: {
  value: Hex;
  name?: string | undefined;
  /** our own page about it */
  href?: string;
  className?: string;
}) {
  return (
    <LazyPopover
      label={name ? `${name}, address in full` : 'Address in full'}
      hover={false}
      className={cx(triggerClass, className)}
      trigger={
        <>
          {name && <span className="truncate">{name}</span>}
          <span className={cx('hex', name && 'text-ink-3')}>{shortHex(value)}</span>
        </>
      }
    >
      <HexDetails kind="address" value={value} name={name} href={href} />
    </LazyPopover>
  );
}

/** A transaction, a payment id, a block hash: short, and in full on a tap. */
export function Hash({
  value,
  what,
  href,
  children,
  className,
}: {
  value: Hex;
  /** what it is, for its title: "Payment id" */
  what: string;
  href?: string;
  children?: ReactNode;
  className?: string;
}) {
  return (
    <LazyPopover
      label={`${what} in full`}
      hover={false}
      className={cx(triggerClass, className)}
      trigger={children ?? <span className="hex">{shortHex(value)}</span>}
    >
      <HexDetails kind="hash" value={value} name={what} href={href} />
    </LazyPopover>
  );
}
