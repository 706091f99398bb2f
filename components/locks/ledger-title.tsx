'use client';
import { useSuspenseQuery } from '@tanstack/react-query';
import { PageTitle } from '@/components/shell/page-title';
import { useClaim } from '@/components/shell/use-claim';
import { useTense } from '@/components/shell/use-tense';
import { formatCount } from '@/lib/domain/text';
import { poolsQueryOptions } from '@/lib/live/queries';

/** The ledger's one idea, with the number in it. */
export function LedgerTitle() {
  const { data } = useSuspenseQuery(poolsQueryOptions());
  const { is, are, when } = useTense();
  const { guaranteed } = useClaim();
  const live = data.pools.reduce((sum, pool) => sum + pool.openLocks, 0);
  return (
    <PageTitle
      title={
        live === 0
          ? `No payment ${is} ${guaranteed} ${when}.`
          : `${formatCount(live)} ${live === 1 ? `payment ${is}` : `payments ${are}`} ${guaranteed} ${when}.`
      }
    >
      Every lock there ever was, newest first, as the chain has it.
    </PageTitle>
  );
}
