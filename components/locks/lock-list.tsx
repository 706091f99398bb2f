'use client';
import { useState } from 'react';
import { useChainTime } from '@/components/live/live-context';
import { useNames } from '@/components/shell/use-name';
import type { LockRow as Row } from '@/lib/domain/api';
import { type LockColumns, LockHead, LockRow } from './lock-row';

/** Locks under each other, newest first; those that come while one looks are lit up once. */
export function LockList({
  locks,
  label,
  columns = 'feed',
  poolTags,
}: {
  locks: Row[];
  label: string;
  columns?: LockColumns;
  poolTags?: ReadonlyMap<string, string>;
}) {
  const now = useChainTime();
  const nameOf = useNames();
  const isNew = useIsNew(locks);
  return (
    <table aria-label={label} aria-rowcount={locks.length + 1} className="block">
      <thead className="block">
        <LockHead columns={columns} />
      </thead>
      <tbody className="block">
        {locks.map((lock, index) => (
          <LockRow
            key={lock.paymentId}
            lock={lock}
            now={now}
            columns={columns}
            name={nameOf(lock.merchant)}
            poolTag={poolTags?.get(lock.pool)}
            arrived={isNew(lock, now)}
            rowIndex={index + 2}
          />
        ))}
      </tbody>
    </table>
  );
}

/** Chain seconds during which a row counts as just come. */
const NEW_FOR = 4;

/** Tells rows that came after the first rendering, for a few seconds: what was there at first is not news. */
export function useIsNew(locks: Row[]): (lock: Row, now: number) => boolean {
  const [since] = useState(() => locks.reduce((latest, lock) => Math.max(latest, lock.lockedAt.block), 0));
  return (lock, now) => lock.lockedAt.block > since && now - lock.lockedAt.timestamp < NEW_FOR;
}
