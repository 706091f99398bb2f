import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { HealthView } from '@/components/admin/health-view';
import { PanelBoundary } from '@/components/ui/error-panel';
import { adminQueryOptions, poolsQueryOptions } from '@/lib/live/queries';
import { readAdmin } from '@/lib/queries/admin';
import { prefetch } from '@/lib/queries/page';
import { readPools } from '@/lib/queries/pools';

export const metadata: Metadata = { title: 'Health' };

export default async function HealthPage() {
  const queryClient = await prefetch([
    { options: adminQueryOptions(), read: readAdmin },
    { options: poolsQueryOptions(), read: readPools },
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PanelBoundary title="The checks could not be shown">
        <HealthView />
      </PanelBoundary>
    </HydrationBoundary>
  );
}
