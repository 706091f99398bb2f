'use client';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useChainTime } from '@/components/live/live-context';
import { useClaim } from '@/components/shell/use-claim';
import { Amount } from '@/components/ui/amount';
import { Explain } from '@/components/ui/explain';
import { KeyValues } from '@/components/ui/key-values';
import { PanelHeader } from '@/components/ui/panel';
import { Ago } from '@/components/ui/time';
import { formatFiat } from '@/lib/domain/money';
import { formatCount } from '@/lib/domain/text';
import { poolsQueryOptions } from '@/lib/live/queries';
import { lastDayOf } from './totals';

const count = (value: number) => formatCount(value);
const share = (part: number, of: number) => `${((part / of) * 100).toFixed(2)} %`;

/** The last 24 hours in sums. */
export function LastDay() {
  const { data } = useSuspenseQuery(poolsQueryOptions());
  const now = Math.max(useChainTime(), data.at.timestamp);
  const day = lastDayOf(data);
  const { guaranteed } = useClaim();
  return (
    <>
      <PanelHeader id="last-day" title="Last 24 hours" />
      <KeyValues
        items={[
          {
            key: 'count',
            label: `Payments ${guaranteed}`,
            value: <data value={day.guaranteedCount}>{count(day.guaranteedCount)}</data>,
          },
          {
            key: 'value',
            label: (
              <Explain term={`Value ${guaranteed}`}>
                Payments quoted in US dollars. Quotes in other currencies are not added.
              </Explain>
            ),
            value: formatFiat(day.guaranteedCents),
          },
          { key: 'released', label: 'Settled and released', value: count(day.releasedCount) },
          {
            key: 'drawn',
            label: (
              <Explain term="Paid from collateral">
                Payments that failed, so that the merchant was paid from a pool. Everyone who stakes in it
                bore a share.
              </Explain>
            ),
            value: (
              <>
                {count(day.drawnCount)}
                {day.drawnCount > 0 && (
                  <span className="font-normal text-ink-3">
                    {' '}
                    · <Amount wei={day.drawnWei} form="short" unit />
                    {day.guaranteedCount > 0 && ` · ${share(day.drawnCount, day.guaranteedCount)}`}
                  </span>
                )}
              </>
            ),
          },
          {
            key: 'last',
            label: 'The last of these',
            value: day.lastDrawAt === null ? 'never' : <Ago at={Math.min(day.lastDrawAt, now)} now={now} />,
          },
        ]}
      />
    </>
  );
}
