import type { ReactNode } from 'react';
import { cx } from './cx';

export type KeyValue = { key: string; label: ReactNode; value: ReactNode };

/** What something is, in pairs. `ruled` puts a hairline above each, for longer lists. */
export function KeyValues({
  items,
  ruled = false,
  className,
}: {
  items: KeyValue[];
  ruled?: boolean;
  className?: string;
}) {
  return (
    <dl className={cx('text-table', !ruled && 'flex flex-col gap-3 px-4 pb-5 sm:px-5', className)}>
      {items.map(({ key, label, value }) => (
        <div
          key={key}
          className={cx(
            'flex items-baseline justify-between gap-4',
            ruled && 'border-t border-line px-4 py-3 sm:px-5',
          )}
        >
          <dt className="text-ink-2">{label}</dt>
          <dd className="min-w-0 text-right font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
