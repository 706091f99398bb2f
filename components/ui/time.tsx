'use client';
import { useSyncExternalStore } from 'react';
import { relative, type TimeForm, timeText } from './time-text';

const never = () => () => {};

/** The zone of the reader. The server knows none, so the first rendering is in UTC on both sides, and says so. */
export const useTimeZone = (): string | undefined =>
  useSyncExternalStore<string | undefined>(
    never,
    () => undefined,
    () => 'UTC',
  );

/**
 * A second of chain time, as the reader's clock shows it. UTC is in its title and its machine-readable value. With
 * `withZone` the zone stands beside it: wherever a time is read alone.
 */
export function Time({
  at,
  form = 'clock',
  now,
  className,
}: {
  at: number;
  form?: TimeForm;
  /** given, the time is shown relative to it, and absolutely in the title */
  now?: number;
  className?: string;
}) {
  const zone = useTimeZone();
  const iso = new Date(at * 1000).toISOString();
  const local = timeText(at, 'full', zone);
  return (
    <time
      dateTime={iso}
      title={`${local} · ${iso.replace('T', ' ').replace('.000Z', ' UTC')}`}
      className={className}
    >
      {now === undefined ? timeText(at, form, zone) : relative(at, now)}
    </time>
  );
}
