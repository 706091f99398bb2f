'use client';
'use no memo';
import { useEffect } from 'react';
import { Button } from '@/components/ui/button';
import './globals.css';

/** The layout itself failed: a page of its own, which needs nothing but the stylesheet. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  useEffect(() => console.error(error), [error]);
  return (
    <html lang="en">
      <body className="grid min-h-dvh place-items-center p-6 text-center">
        <title>Ampledge</title>
        <main className="max-w-[44ch]">
          <h1 className="text-title">Ampledge cannot be shown just now.</h1>
          <p className="mt-2 mb-5 text-ink-2">
            The server failed before it had anything to show. What is staked is on chain and untouched by
            this.
          </p>
          <Button look="primary" onClick={() => retry()}>
            Try again
          </Button>
        </main>
      </body>
    </html>
  );
}
