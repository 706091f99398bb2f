import type { ReactNode } from 'react';
import { useClaim } from '@/components/shell/use-claim';
import { Amount } from '@/components/ui/amount';
import { Explain } from '@/components/ui/explain';
import type { MerchantAnswer } from '@/lib/domain/api';
import { formatFiat } from '@/lib/domain/money';
import { formatCount } from '@/lib/domain/text';

type Sum = { key: string; term: ReactNode; value: ReactNode; note: ReactNode };

const count = (value: number) => formatCount(value);

/** A merchant's day in four figures. */
export function Sums({ answer: { sums } }: { answer: MerchantAnswer }) {
  const { certain, Guaranteed } = useClaim();
  const items: Sum[] = [
    {
      key: 'live',
      term: (
        <Explain term={`${Guaranteed} now`}>
          {certain
            ? 'Payments that are locked and not over: whatever happens, they are paid.'
            : 'Payments that are locked and not over. The chain’s nodes disagree, so that nothing is certain.'}
        </Explain>
      ),
      value: formatFiat(sums.liveCents),
      note: (
        <>
          {count(sums.liveCount)} open · <Amount wei={sums.liveWei} form="short" unit /> behind them
        </>
      ),
    },
    {
      key: 'due',
      term: 'Due within 10 minutes',
      value: count(sums.dueSoonCount),
      note: 'should settle by then',
    },
    {
      key: 'released',
      term: 'Settled today',
      value: formatFiat(sums.releasedTodayCents),
      note: `${count(sums.releasedTodayCount)} ${sums.releasedTodayCount === 1 ? 'payment' : 'payments'} · day in UTC`,
    },
    {
      key: 'drawn',
      term: (
        <Explain term="Paid from collateral">
          Payments that failed in the last 30 days, and were paid to the merchant in AMP. A payout that the
          merchant’s own contract refused counts too: it is kept for the merchant.
        </Explain>
      ),
      value: count(sums.drawn30dCount),
      note:
        sums.drawn30dCount === 0 ? (
          'in 30 days'
        ) : (
          <>
            <Amount wei={sums.drawn30dWei} form="short" unit /> in 30 days
          </>
        ),
    },
  ];
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-6 border-y border-line py-5 md:grid-cols-4">
      {items.map(({ key, term, value, note }) => (
        <div key={key} className="min-w-0">
          <dt className="text-small text-ink-2">{term}</dt>
          <dd className="mt-0.5 text-figure font-semibold">{value}</dd>
          <dd className="text-small text-ink-3">{note}</dd>
        </div>
      ))}
    </dl>
  );
}
