'use client';
'use no memo';
import { useEffect } from 'react';
import { ErrorPanel, reasonOf } from '@/components/ui/error-panel';

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  useEffect(() => console.error(error), [error]);
  return (
    <div className="py-16">
      <h1 className="sr-only">The page could not be shown</h1>
      <ErrorPanel title="This page could not be shown" reason={reasonOf(error)} onRetry={retry} />
    </div>
  );
}
