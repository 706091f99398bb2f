'use client';
'use no memo';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { problemText } from '@/lib/live/problem-text';

const ASK_EVERY_MS = 2000;

/** The server runs, and has nothing to show yet: why, in words, until it has. Then the page appears by itself. */
export function StartingUp({ reason }: { reason: string }) {
  const router = useRouter();
  const [latest, setLatest] = useState(reason);
  useEffect(() => {
    const timer = setInterval(async () => {
      try {
        const response = await fetch('/api/health/ready', { cache: 'no-store' });
        if (response.ok) {
          clearInterval(timer);
          router.refresh();
          return;
        }
        const refusal = problemText(await response.json());
        if (refusal) setLatest(refusal);
      } catch {
        setLatest('The server does not answer just now.');
      }
    }, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <main id="content" className="page flex grow items-center justify-center py-16">
      <div>
        <h1 className="sr-only">Not ready yet</h1>
        <EmptyState title="Not ready yet">
          <span role="status" className="block text-balance">
            {latest}
          </span>
          <span className="mt-1 block text-balance text-ink-3">
            This page opens by itself as soon as there is something to show.
          </span>
        </EmptyState>
      </div>
    </main>
  );
}
