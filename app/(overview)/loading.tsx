import { Panel } from '@/components/ui/panel';
import { Loading, Skeleton, SkeletonRows } from '@/components/ui/skeleton';

export default function OverviewLoading() {
  return (
    <Loading what="Reading the pools">
      <div className="pt-8 pb-6 sm:pt-10">
        <Skeleton className="h-8 w-[min(30rem,80%)]" />
        <Skeleton className="mt-2 h-8 w-[min(22rem,60%)]" />
        <Skeleton className="mt-4 h-4 w-[min(36rem,90%)]" />
      </div>
      <Skeleton className="h-18 rounded-m" />
      <div className="grid grid-cols-2 gap-x-4 gap-y-5 pt-4 sm:grid-cols-4">
        {['locked', 'leaving', 'free', 'held'].map((part) => (
          <div key={part}>
            <Skeleton className="h-4 w-20" />
            <Skeleton className="mt-2 h-6 w-24" />
            <Skeleton className="mt-2 h-4 w-28" />
          </div>
        ))}
      </div>
      <div className="mt-8 grid gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Panel className="pt-14">
          <SkeletonRows rows={12} />
        </Panel>
        <div className="grid content-start gap-6">
          <Panel className="h-64" />
          <Panel className="h-56" />
        </div>
      </div>
    </Loading>
  );
}
