import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { MerchantList } from '@/components/merchants/merchant-list';
import { PanelBoundary } from '@/components/ui/error-panel';
import { merchantsQueryOptions } from '@/lib/live/queries';
import { readMerchants } from '@/lib/queries/merchants';
import { prefetch } from '@/lib/queries/page';

export const metadata: Metadata = { title: 'Merchants' };

export default async function MerchantsPage() {
  const queryClient = await prefetch([{ options: merchantsQueryOptions(), read: readMerchants }]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PanelBoundary title="The merchants could not be shown">
        <MerchantList />
      </PanelBoundary>
    </HydrationBoundary>
  );
}
