'use client';
import { useSuspenseQuery } from '@tanstack/react-query';
import { LockList } from '@/components/locks/lock-list';
import { PageTitle } from '@/components/shell/page-title';
import { useClaim } from '@/components/shell/use-claim';
import { useNames } from '@/components/shell/use-name';
import { EmptyState } from '@/components/ui/empty-state';
import { Address } from '@/components/ui/hex';
import { ArrowRightIcon } from '@/components/ui/icons';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { Time } from '@/components/ui/time';
import type { MerchantAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { formatAmp, formatFiat } from '@/lib/domain/money';
import { formatCount } from '@/lib/domain/text';
import { merchantQueryOptions } from '@/lib/live/queries';
import { CollectDeferred } from './collect-deferred';
import { Sums } from './sums';

/** One merchant's payments: what is guaranteed now, what became of the others. */
export function MerchantView({ address }: { address: Hex }) {
  const { data } = useSuspenseQuery(merchantQueryOptions(address));
  const nameOf = useNames();
  const { certain, guaranteedTo } = useClaim();
  const name = nameOf(address);
  return (
    <>
      <PageTitle title={headline(data, name ?? 'this merchant', guaranteedTo)}>
        <Address value={address} name={name} /> · registered <Time at={data.merchant.since} form="day" />
      </PageTitle>
      {!data.merchant.registered && (
        <Notice kind="care" className="mb-6" title="No longer registered">
          New payments to this merchant cannot be guaranteed.{' '}
          {certain && ' Those below keep their guarantee.'}
        </Notice>
      )}
      {data.deferred.map(({ pool, poolTag, owed }) => (
        <Notice
          key={pool}
          kind="care"
          className="mb-6"
          title={`${formatAmp(owed)} AMP waits in ${poolTag} to be collected`}
        >
          This address refused to receive it, so the pool keeps it. Nobody but the merchant can collect it, to
          an address of its choice.
          <CollectDeferred merchant={address} pool={pool} />
        </Notice>
      ))}
      <Sums answer={data} />
      <Panel aria-labelledby="payments" className="mt-8">
        <PanelHeader
          id="payments"
          title="Payments"
          aside={
            data.total > data.locks.length && (
              <Link
                href={`/locks?merchant=${address}`}
                className="inline-flex items-center gap-1.5 text-ink-2 hover:text-ink"
              >
                All {formatCount(data.total)}
                <ArrowRightIcon className="size-3.5" />
              </Link>
            )
          }
        />
        {data.locks.length > 0 ? (
          <LockList locks={data.locks} label="Payments of this merchant" columns="payments" />
        ) : (
          <EmptyState title="No payment yet">
            The first one appears here as soon as collateral is locked for it.
          </EmptyState>
        )}
      </Panel>
    </>
  );
}

function headline({ sums }: MerchantAnswer, name: string, guaranteedTo: string): string {
  if (sums.liveCount === 0) return `No payment to ${name} is open right now.`;
  const payments = `${formatCount(sums.liveCount)} ${sums.liveCount === 1 ? 'payment' : 'payments'}`;
  return `${payments} worth ${formatFiat(sums.liveCents)} ${sums.liveCount === 1 ? 'is' : 'are'} ${guaranteedTo} ${name}.`;
}
