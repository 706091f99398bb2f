'use client';
'use no memo';
import { useLinkStatus } from 'next/link';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { PageSkeleton } from '@/components/ui/page-skeleton';

/**
 * Skeletons for walking from page to page. Not Next's `loading.tsx`: that is a boundary which a first visit would
 * hydrate late, after the live stream has already moved the numbers that the server rendered; and a page that streams
 * can no longer answer 404.
 */
let pending: string | null = null;
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const set = (name: string | null) => {
  pending = name;
  for (const listener of listeners) listener();
};

/** Quicker than this, a page needs no skeleton. */
const PATIENCE_MS = 150;

/** Stands inside a link and says when the page behind it keeps one waiting. */
export function PendingMark({ name }: { name: string }) {
  const { pending: waiting } = useLinkStatus();
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => set(name), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      set(null);
    };
  }, [waiting, name]);
  return null;
}

/** The page; while another is on its way, that one's outline. */
export function PageSlot({ children }: { children: ReactNode }) {
  const name = useSyncExternalStore(
    subscribe,
    () => pending,
    () => null,
  );
  return (
    <>
      <div hidden={name !== null} className={name === null ? 'contents' : undefined}>
        {children}
      </div>
      {name !== null && <PageSkeleton what={`Opening ${name}`} rows={12} />}
    </>
  );
}
