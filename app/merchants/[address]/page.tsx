import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { MerchantView } from '@/components/merchants/merchant-view';
import { PanelBoundary } from '@/components/ui/error-panel';
import { address } from '@/lib/domain/codecs';
import { shortHex } from '@/lib/domain/text';
import { merchantQueryOptions, poolsQueryOptions } from '@/lib/live/queries';
import { readMerchant } from '@/lib/queries/merchant';
import { prefetch } from '@/lib/queries/page';
import { readPools } from '@/lib/queries/pools';

type Props = { params: Promise<{ address: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const merchant = address.safeParse((await params).address);
  return { title: merchant.success ? `Merchant ${shortHex(merchant.data)}` : 'Unknown merchant' };
}

/** Without a loading state of its own: an unknown address has to answer 404, which a page that streams cannot. */
export default async function MerchantPage({ params }: Props) {
  const merchant = address.safeParse((await params).address);
  if (!merchant.success) notFound();
  const queryClient = await prefetch([
    { options: poolsQueryOptions(), read: readPools },
    { options: merchantQueryOptions(merchant.data), read: (view) => readMerchant(view, merchant.data) },
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PanelBoundary title="The merchant could not be shown">
        <MerchantView address={merchant.data} />
      </PanelBoundary>
    </HydrationBoundary>
  );
}
