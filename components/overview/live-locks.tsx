'use client';
import { useSuspenseQuery } from '@tanstack/react-query';
import { LockList } from '@/components/locks/lock-list';
import { EmptyState } from '@/components/ui/empty-state';
import { ArrowRightIcon } from '@/components/ui/icons';
import { Link } from '@/components/ui/link';
import { PanelHeader } from '@/components/ui/panel';
import { formatCount } from '@/lib/domain/text';
import { locksQueryOptions, poolsQueryOptions } from '@/lib/live/queries';
import { FEED, FEED_ROWS } from './feed';

/** The latest payments, newest first, each with what became of it. */
export function LiveLocks() {
  const { data } = useSuspenseQuery(locksQueryOptions(FEED));
  const { data: pools } = useSuspenseQuery(poolsQueryOptions());
  const open = pools.pools.reduce((sum, pool) => sum + pool.openLocks, 0);
  return (
    <>
      <PanelHeader
        id="live-locks"
        title="Latest payments"
        aside={
          <Link
            href="/locks?status=live"
            className="inline-flex items-center gap-1.5 text-ink-2 hover:text-ink"
          >
            {open > 0 ? `All ${formatCount(open)} live` : 'All locks'}
            <ArrowRightIcon className="size-3.5" />
          </Link>
        }
      />
      {data.locks.length > 0 ? (
        <LockList locks={data.locks.slice(0, FEED_ROWS)} label="Latest payments" />
      ) : (
        <EmptyState title="No payment yet">
          As soon as collateral is locked for one, it appears here.
        </EmptyState>
      )}
    </>
  );
}
