'use no memo';
import { cx } from './cx';

/** The place of something that is on its way. Give it the size of what will come, so that nothing moves. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cx('block rounded-s bg-line', className)} />;
}

/** Rows of a table or a list on their way. */
export function SkeletonRows({ rows, className }: { rows: number; className?: string }) {
  return (
    <div className={className}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places that hold nothing have no other name
        <div key={row} className="flex h-11 items-center gap-6 border-t border-line px-4 sm:px-5">
          <Skeleton className="h-3.5 w-16" />
          <Skeleton className="h-3.5 w-40" />
          <span className="grow" />
          <Skeleton className="h-3.5 w-20" />
        </div>
      ))}
    </div>
  );
}

/** Says to a screen reader what the skeleton around it says to the eye. */
export function Loading({
  what,
  children,
  className,
}: {
  what: string;
  children: React.ReactNode;
  className?: string;
}) {
  return (
    <div role="status" aria-busy="true" className={className}>
      <span className="sr-only">{what}</span>
      {children}
    </div>
  );
}
