'use client';
import { useState } from 'react';
import { useDeployment } from '@/components/live/live-context';
import { clientOnly } from '@/components/ui/client-only';
import { useActivities, useCaughtUp, useToldByForms } from './activity-store';

const EndingCard = clientOnly(() => import('./ending-card'));
const MOST_SHOWN = 3;

/**
 * What became of transactions that no form on the page tells of any more: the form was left, or went away with what it
 * was about. Only of those that ended while this page was open; the others are in the list.
 */
export function Endings() {
  const { chainId } = useDeployment();
  const ended = useCaughtUp();
  const told = useToldByForms();
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const activities = useActivities();
  const shown = activities
    .filter(
      (one) =>
        one.chainId === chainId && ended.has(one.id) && !told.has(one.id) && !dismissed.includes(one.id),
    )
    .slice(0, MOST_SHOWN);
  return (
    <div className="pointer-events-none fixed inset-x-4 bottom-20 z-40 ml-auto flex max-w-sm flex-col gap-2 md:bottom-6">
      {shown.map((one) => (
        <EndingCard
          key={one.id}
          activity={one}
          onDismiss={() => setDismissed((before) => [...before, one.id])}
        />
      ))}
    </div>
  );
}
