import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import { FEED } from '@/components/overview/feed';
import { Overview } from '@/components/overview/overview';
import { historyQueryOptions, LIVE_LOCKS, locksQueryOptions, poolsQueryOptions } from '@/lib/live/queries';
import { readHistory } from '@/lib/queries/history';
import { readLocks } from '@/lib/queries/locks';
import { prefetch } from '@/lib/queries/page';
import { readPools } from '@/lib/queries/pools';

export default async function OverviewPage() {
  const queryClient = await prefetch([
    { options: poolsQueryOptions(), read: readPools },
    { options: locksQueryOptions(LIVE_LOCKS), read: (view) => readLocks(view, LIVE_LOCKS) },
    { options: locksQueryOptions(FEED), read: (view) => readLocks(view, FEED) },
    {
      options: historyQueryOptions('all', '15m'),
      read: (view) => readHistory(view, { pool: 'all', interval: '15m' }),
    },
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <Overview />
    </HydrationBoundary>
  );
}
