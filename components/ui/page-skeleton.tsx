'use no memo';
import { Panel } from './panel';
import { Loading, Skeleton, SkeletonRows } from './skeleton';

/** A page of a sentence and a table, on its way. */
export function PageSkeleton({ what, rows = 8 }: { what: string; rows?: number }) {
  return (
    <Loading what={what}>
      <div className="pt-8 pb-6 sm:pt-10">
        <Skeleton className="h-8 w-[min(28rem,80%)]" />
        <Skeleton className="mt-3 h-4 w-[min(24rem,70%)]" />
      </div>
      <Panel className="pt-9">
        <SkeletonRows rows={rows} />
      </Panel>
    </Loading>
  );
}
