import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PaymentLater } from '@/components/payments/payment-later';
import { PanelBoundary } from '@/components/ui/error-panel';
import { bytes32 } from '@/lib/domain/codecs';
import { shortHex } from '@/lib/domain/text';
import { paymentQueryOptions } from '@/lib/live/queries';
import { prefetch } from '@/lib/queries/page';
import { readPayment } from '@/lib/queries/payment';

type Props = { params: Promise<{ paymentId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const id = bytes32.safeParse((await params).paymentId);
  return { title: id.success ? `Payment ${shortHex(id.data)}` : 'Unknown payment' };
}

/** Without a loading state of its own: an unknown id has to answer 404, which a page that streams cannot. */
export default async function PaymentPage({ params }: Props) {
  const id = bytes32.safeParse((await params).paymentId);
  if (!id.success) notFound();
  const queryClient = await prefetch([
    { options: paymentQueryOptions(id.data), read: (view) => readPayment(view, id.data) },
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <PanelBoundary title="The payment could not be shown">
        <PaymentLater paymentId={id.data} />
      </PanelBoundary>
    </HydrationBoundary>
  );
}
