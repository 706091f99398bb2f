import { Amount } from '@/components/ui/amount';
import { Explain } from '@/components/ui/explain';
import { SliceLegend } from '@/components/ui/slice-bar';
import { partsOf } from '@/components/ui/slices';
import type { InPlaceHolding } from '@/components/wallet/on-chain-reads';
import { formatAmpShort } from '@/lib/domain/money';
import { max } from '@/lib/domain/rounding';

/** One payment that stands on the wallet: which, and how much of the wallet it counts on now, in wei. */
export type OpenSlice = { paymentId: string; remaining: bigint };

/** What of a holding payments count on, what more they may, and what is out of their reach. In wei. */
export function partsOfHolding({ balance, locked, lockable }: InPlaceHolding) {
  return { locked, open: lockable, beyond: max(0n, balance - locked - lockable) };
}

/** Everything in place as one bar: each payment that is known a slice of its own, then what is free, then the rest. */
export function InPlaceBar({ holding, slices }: { holding: InPlaceHolding; slices: readonly OpenSlice[] }) {
  const { locked, open, beyond } = partsOfHolding(holding);
  const { balance } = holding;
  const known = slices.reduce((sum, slice) => sum + slice.remaining, 0n);
  const bars = [
    ...slices.map(({ paymentId, remaining }) => ({ key: paymentId, size: remaining, look: 'bg-locked' })),
    { key: 'locked', size: max(0n, locked - known), look: 'bg-locked' },
    { key: 'open', size: open, look: 'bg-free' },
    { key: 'beyond', size: beyond, look: 'bg-held outline outline-line-strong -outline-offset-1' },
  ].filter(({ size }) => size > 0n);
  return (
    <div className="flex flex-col gap-4">
      <div
        role="img"
        aria-label={`Of ${formatAmpShort(balance)} AMP in place, ${formatAmpShort(locked)} is locked for payments, ${formatAmpShort(open)} more may be, ${formatAmpShort(beyond)} may not`}
        className="flex h-12 gap-0.5 overflow-hidden rounded-m bg-sunken sm:h-16"
      >
        {bars.map(({ key, size, look }) => (
          <span
            key={key}
            className={`min-w-1 basis-0 ${look}`}
            style={{ flexGrow: partsOf(size, balance) }}
          />
        ))}
      </div>
      <SliceLegend
        items={[
          {
            key: 'locked',
            swatch: 'bg-locked',
            term: <Explain term="Locked">Payments that have not settled yet count on it.</Explain>,
            value: <Amount wei={locked} form="short" />,
            note:
              locked === 0n
                ? 'by no payment'
                : slices.length > 0
                  ? `by ${slices.length} ${slices.length === 1 ? 'payment' : 'payments'}`
                  : 'by open payments',
          },
          {
            key: 'open',
            swatch: 'bg-free',
            term: (
              <Explain term="May be locked">
                For new payments, right now: within your limit, and as far as it is in place.
              </Explain>
            ),
            value: <Amount wei={open} form="short" />,
            note: holding.enrolled ? 'within your limit' : 'not enrolled',
          },
          {
            key: 'beyond',
            swatch: 'bg-held outline outline-line-strong -outline-offset-1',
            term: (
              <Explain term="Out of reach">
                In place, and above your limit: no payment can count on it.
              </Explain>
            ),
            value: <Amount wei={beyond} form="short" />,
            note: holding.enrolled ? 'above your limit' : 'not enrolled',
          },
          {
            key: 'movable',
            swatch: 'border border-dashed border-edge',
            term: (
              <Explain term="Free to leave">All that is not locked. It becomes spendable at once.</Explain>
            ),
            value: <Amount wei={holding.movable} form="short" />,
            note: 'at any time',
          },
        ]}
      />
    </div>
  );
}
