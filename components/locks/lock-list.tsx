'use client';
import { useState } from 'react';
import { useChainTime } from '@/components/live/live-context';
import { useNames } from '@/components/shell/use-name';
import { cx } from '@/components/ui/cx';
import type { LockRow as Row } from '@/lib/domain/api';
import { lockKey } from '@/lib/domain/entity-key';
import { type LockColumns, LockHead, LockRow } from './lock-row';

/**
 * Locks under each other, newest first; those that come while one looks are lit up once, and push the others down.
 * Rows stand by transforms, so that a payment a second does not lay the page out anew.
 */
export function LockList({
  locks,
  label,
  columns = 'feed',
}: {
  locks: Row[];
  label: string;
  columns?: LockColumns;
}) {
  const now = useChainTime();
  const nameOf = useNames();
  const isNew = useIsNew(locks);
  return (
    <table aria-label={label} aria-rowcount={locks.length + 1} className="block">
      <thead className="block">
        <LockHead columns={columns} />
      </thead>
      <tbody className={cx('relative block', ROWS)} style={{ height: `calc(${locks.length} * var(--row))` }}>
        {locks.map((lock, index) => (
          <LockRow
            key={lockKey(lock)}
            lock={lock}
            now={now}
            columns={columns}
            name={nameOf(lock.merchant)}
            arrived={isNew(lock, now)}
            rowIndex={index + 2}
            className={cx(LIST_ROW, index < GLIDING && GLIDE)}
            style={{ transform: `translateY(calc(${index} * var(--row)))` }}
          />
        ))}
      </tbody>
    </table>
  );
}

/** A row's height with its hairline: two lines on a phone. */
const ROWS = '[--row:4.0625rem] sm:[--row:3.0625rem]';
const LIST_ROW = 'absolute! inset-x-0 top-0 h-(--row)';

/** Rows further down step into place: each that moves is a layer to paint, and half a hundred of them take a second. */
const GLIDING = 12;
const GLIDE = 'motion-safe:transition-transform motion-safe:duration-300 motion-safe:ease-settle';

/** Chain seconds during which a row counts as just come. */
const NEW_FOR = 4;

/** Tells rows that came after the first rendering, for a few seconds: what was there at first is not news. */
export function useIsNew(locks: Row[]): (lock: Row, now: number) => boolean {
  const [since] = useState(() => locks.reduce((latest, lock) => Math.max(latest, lock.lockedAt.block), 0));
  return (lock, now) => lock.lockedAt.block > since && now - lock.lockedAt.timestamp < NEW_FOR;
}
