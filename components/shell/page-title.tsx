'use no memo';
import type { ReactNode } from 'react';

/** A page's one idea in a sentence, and a quiet line below it. */
export function PageTitle({
  title,
  children,
  aside,
}: {
  title: ReactNode;
  children?: ReactNode;
  aside?: ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4 pt-8 pb-6 sm:pt-10">
      <div className="max-w-[44rem] min-w-0">
        <h1 className="text-title" data-figures>
          {title}
        </h1>
        {children && <div className="mt-2 text-ink-2">{children}</div>}
      </div>
      {aside}
    </div>
  );
}
