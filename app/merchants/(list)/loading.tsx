import { PageSkeleton } from '@/components/ui/page-skeleton';

export default function MerchantsLoading() {
  return <PageSkeleton what="Reading the merchants" />;
}
