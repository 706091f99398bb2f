import { useNames } from '@/components/shell/use-name';
import { Amount } from '@/components/ui/amount';
import { cx } from '@/components/ui/cx';
import { Address } from '@/components/ui/hex';
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel';
import { partsOf } from '@/components/ui/slices';
import type { PaymentAnswer } from '@/lib/domain/api';
import { formatAmp, formatAmpShort, formatBps } from '@/lib/domain/money';

type Slice = PaymentAnswer['slices'][number];

/** Whose tokens back a payment in place: each wallet a slice of one bar, in the order in which they are drawn. */
export function WhoBacks({ slices }: { slices: Slice[] }) {
  const nameOf = useNames();
  const total = slices.reduce((sum, { amount }) => sum + amount, 0n);
  if (total === 0n) return null;
  const label = slices
    .map(({ holder, amount }) => `${nameOf(holder) ?? holder} ${formatAmpShort(amount)} AMP`)
    .join(', ');
  return (
    <Panel aria-labelledby="backers">
      <PanelHeader
        id="backers"
        title={
          slices.length === 1 ? 'One wallet stands behind it' : `${slices.length} wallets stand behind it`
        }
        hint="The AMP stays in each of them, and is locked there for this payment"
      />
      <PanelBody>
        <div role="img" aria-label={label} className="flex h-10 gap-0.5 overflow-hidden rounded-m bg-sunken">
          {slices.map((one) => (
            <span
              key={one.index}
              title={`${nameOf(one.holder) ?? one.holder}, ${formatAmp(one.amount)} AMP`}
              className={cx('min-w-1.5 basis-0', fill(one))}
              style={{ flexGrow: partsOf(one.amount, total) }}
            />
          ))}
        </div>
      </PanelBody>
      <ul>
        {slices.map((one) => (
          <li
            key={one.index}
            className="flex items-baseline justify-between gap-4 border-t border-line px-4 py-3 text-table sm:px-5"
          >
            <span className="flex min-w-0 items-baseline gap-2.5">
              <span aria-hidden="true" className={cx('size-2.5 shrink-0 rounded-[3px]', fill(one))} />
              <Address value={one.holder} name={nameOf(one.holder)} href={`/account/${one.holder}`} />
            </span>
            <span className="shrink-0 text-right">
              <Amount wei={one.amount} unit />
              <span className="block text-small text-ink-3">
                {formatBps(Number((one.amount * 10_000n) / total))} · <Fate slice={one} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const fill = ({ remaining, drawn }: Slice): string =>
  remaining > 0n ? 'bg-locked' : drawn > 0n ? 'bg-drawn' : 'bg-free';

/** What is still locked of a slice, or what became of it. */
function Fate({ slice: { amount, remaining, drawn } }: { slice: Slice }) {
  const paid = drawn > 0n && (
    <>
      <Amount wei={drawn} unit /> paid to the merchant
    </>
  );
  if (remaining === amount) return 'locked';
  if (remaining > 0n) {
    return (
      <>
        <Amount wei={remaining} unit /> still locked{paid && <>, {paid}</>}
      </>
    );
  }
  return paid || 'free again';
}
