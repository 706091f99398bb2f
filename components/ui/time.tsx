'use client';
'use no memo';
import { useSyncExternalStore } from 'react';
import { momentText, relative, type TimeForm, timeText, UTC, type Zone, zoneText } from './time-text';

const never = () => () => {};

/** The zone of the reader. The server knows none, so the first rendering is in UTC on both sides. */
export const useTimeZone = (): Zone =>
  useSyncExternalStore<Zone>(
    never,
    () => undefined,
    () => UTC,
  );

const isoText = (at: number): string => new Date(at * 1000).toISOString();

/** A second of chain time as the reader's clock shows it; UTC is in its title and its machine-readable value. */
export function Time({ at, form = 'clock', className }: { at: number; form?: TimeForm; className?: string }) {
  const zone = useTimeZone();
  return (
    <time dateTime={isoText(at)} title={fullText(at, zone)} className={className}>
      {timeText(at, form, zone)}
    </time>
  );
}

/** The same within a day: the date stands with it only when it is another day than that of `near`, in chain time. */
export function Moment({
  at,
  near,
  form = 'clock',
  className,
}: {
  at: number;
  near: number;
  form?: 'clock' | 'minute';
  className?: string;
}) {
  const zone = useTimeZone();
  return (
    <time dateTime={isoText(at)} title={fullText(at, zone)} className={className}>
      {momentText(at, form, near, zone)}
    </time>
  );
}

/** How long ago, or how long until; `now` is chain time. */
export function Ago({ at, now, className }: { at: number; now: number; className?: string }) {
  const zone = useTimeZone();
  return (
    <time dateTime={isoText(at)} title={fullText(at, zone)} className={className}>
      {relative(at, now)}
    </time>
  );
}

/** The zone that times are shown in, as a sentence: wherever it is not said beside each of them. */
export function ZoneNote({ at }: { at: number }) {
  const zone = zoneText(at, useTimeZone());
  return zone === 'UTC' ? 'Times are in UTC.' : `Times are in your zone, ${zone}; pointed at, also in UTC.`;
}

const fullText = (at: number, zone: Zone): string =>
  `${timeText(at, 'full', zone)} · ${isoText(at).replace('T', ' ').replace('.000Z', ' UTC')}`;
