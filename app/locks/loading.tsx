import { Panel } from '@/components/ui/panel';
import { Loading, Skeleton, SkeletonRows } from '@/components/ui/skeleton';

export default function LocksLoading() {
  return (
    <Loading what="Reading the ledger">
      <div className="pt-8 pb-6 sm:pt-10">
        <Skeleton className="h-8 w-[min(28rem,80%)]" />
        <Skeleton className="mt-3 h-4 w-[min(24rem,70%)]" />
      </div>
      <div className="grid grid-cols-2 gap-3 pb-15 sm:grid-cols-3 md:grid-cols-5">
        {['status', 'pool', 'merchant', 'asset', 'min'].map((field) => (
          <Skeleton key={field} className="mt-6 h-10 rounded-m" />
        ))}
      </div>
      <Panel className="pt-9">
        <SkeletonRows rows={12} />
      </Panel>
    </Loading>
  );
}
