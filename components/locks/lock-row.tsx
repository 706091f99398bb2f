import type { CSSProperties } from 'react';
import { useClaim } from '@/components/shell/use-claim';
import { Amount } from '@/components/ui/amount';
import { cx } from '@/components/ui/cx';
import { ShortHex } from '@/components/ui/hex';
import { Link } from '@/components/ui/link';
import { LockStatusTag } from '@/components/ui/lock-status-tag';
import type { LockRow as Row } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { isGuaranteed, lockStatus } from '@/lib/domain/lock-status';
import { formatFiat } from '@/lib/domain/money';
import { tagOf } from '@/lib/domain/partition';
import { asciiFromHex, shortHex } from '@/lib/domain/text';
import { TimeLeft } from './time-left';

/**
 * A lock as a row of a table: six or seven columns where there is room, two lines on a phone. The elements are those
 * of a table, laid out as grids: so the ledger can show a window of a hundred thousand of them.
 */
/** `payments` is for one merchant: nobody has to be told whose they are. */
export type LockColumns = 'feed' | 'ledger' | 'payments';

const grid: Record<LockColumns, string> = {
  feed: 'sm:grid-cols-[5.75rem_minmax(0,1fr)_4rem_4.5rem_4.5rem_10.75rem]',
  payments: 'sm:grid-cols-[6.5rem_minmax(0,1fr)_4rem_6rem_7rem_10.75rem]',
  ledger:
    'sm:grid-cols-[5.5rem_minmax(0,1fr)_3.75rem_4.25rem_4.25rem_10.5rem] lg:grid-cols-[7rem_minmax(0,1fr)_7rem_4rem_7rem_8rem_11rem]',
};
const rowClass = (columns: LockColumns) =>
  cx(
    'relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-t border-line px-4 sm:px-5',
    grid[columns],
  );

/** A glow behind the row that goes by its opacity: a color of the row itself would have each frame painted anew. */
const LIT_UP =
  'isolate before:absolute before:inset-0 before:-z-10 before:bg-locked-soft before:opacity-0 motion-safe:before:animate-arrive';

const headClass = 'text-left text-small font-medium whitespace-nowrap text-ink-3';

export function LockHead({ columns, className }: { columns: LockColumns; className?: string }) {
  const ledger = columns === 'ledger';
  const head = (name: string, extra?: string) => (
    <th scope="col" className={cx(headClass, extra)}>
      {name}
    </th>
  );
  return (
    <tr aria-rowindex={1} className={cx(rowClass(columns), 'py-2 max-sm:sr-only', className)}>
      {head('Time left')}
      {head('Payment')}
      {ledger && head('Pool', 'max-lg:sr-only')}
      {head('Paid with')}
      {head('Value', 'sm:text-right')}
      {head('Locked', 'sm:text-right')}
      {head('Status', 'pl-2')}
    </tr>
  );
}

/** What backs it: an app's pool, or wallets of the app's holders. */
const poolWords = ({ pool, kind }: Row): string =>
  kind === 'in-place' ? `${tagOf(pool)}, in place` : tagOf(pool);

export function LockRow({
  lock,
  now,
  columns,
  name,
  arrived = false,
  rowIndex,
  className,
  style,
}: {
  lock: Row;
  /** chain time */
  now: number;
  columns: LockColumns;
  /** of the merchant */
  name: string | undefined;
  /** came while the page was open: it is lit up once */
  arrived?: boolean;
  rowIndex: number;
  className?: string;
  style?: CSSProperties;
}) {
  const status = lockStatus(lock, now);
  const { certain } = useClaim();
  const quiet = !isGuaranteed(status);
  const value = formatFiat(lock.quote.fiatAmount, asciiFromHex(lock.quote.currency));
  return (
    <tr
      aria-rowindex={rowIndex}
      style={style}
      className={cx(
        rowClass(columns),
        'content-center text-table tabular-nums hover:bg-hover',
        quiet && 'text-ink-2',
        arrived && LIT_UP,
        className,
      )}
    >
      <td className="max-sm:order-1">
        <TimeLeft lock={lock} now={now} />
      </td>
      <td className="flex min-w-0 items-baseline gap-2 max-sm:order-3">
        <Link
          href={`/payments/${lock.paymentId}`}
          aria-label={`${name ?? `Merchant ${shortHex(lock.merchant)}`}, ${value}, payment ${shortHex(lock.paymentId)}`}
          className="truncate after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {columns === 'payments' ? (
            <span className="hex">{shortHex(lock.paymentId)}</span>
          ) : (
            (name ?? <MerchantHex address={lock.merchant} />)
          )}
        </Link>
        {columns !== 'payments' && <ShortHex value={lock.paymentId} className="shrink-0" />}
      </td>
      {columns === 'ledger' && <td className="truncate text-ink-2 max-lg:sr-only">{poolWords(lock)}</td>}
      <td className="max-sm:sr-only">{asciiFromHex(lock.quote.asset)}</td>
      <td className="text-right max-sm:order-2">{value}</td>
      <td className="text-right max-sm:sr-only">
        <Amount wei={lock.amount} />
      </td>
      <td className="max-sm:order-4 sm:pl-2">
        <LockStatusTag status={status} certain={certain} deferred={lock.deferred} />
      </td>
    </tr>
  );
}

const MerchantHex = ({ address }: { address: Hex }) => (
  <>
    Merchant <ShortHex value={address} />
  </>
);
