/** Times in words. All in seconds; the chain's clock decides what "now" is, so it is always a parameter. */
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

const two = (value: number): string => String(value).padStart(2, '0');

/** `59:41`, `1:02:07`, `3 d 4 h`: what is left, never negative. */
export function countdown(seconds: number): string {
  const left = Math.max(0, Math.floor(seconds));
  if (left >= DAY) return `${Math.floor(left / DAY)} d ${Math.floor((left % DAY) / HOUR)} h`;
  const minutes = Math.floor((left % HOUR) / MINUTE);
  const rest = two(left % MINUTE);
  return left >= HOUR ? `${Math.floor(left / HOUR)}:${two(minutes)}:${rest}` : `${two(minutes)}:${rest}`;
}

/** `41 s`, `37 min`, `3 h 5 min`, `2 d 4 h`: a length of time, for sentences. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min`;
  const [size, unit, small, smallUnit] =
    whole < DAY ? ([HOUR, 'h', MINUTE, 'min'] as const) : ([DAY, 'd', HOUR, 'h'] as const);
  const rest = Math.floor((whole % size) / small);
  return `${Math.floor(whole / size)} ${unit}${rest > 0 ? ` ${rest} ${smallUnit}` : ''}`;
}

/** `12 s ago`, `in 37 min`, `now`. */
export function relative(timestamp: number, now: number): string {
  const away = timestamp - now;
  if (away === 0) return 'now';
  return away > 0 ? `in ${duration(away)}` : `${duration(-away)} ago`;
}

export type TimeForm = 'clock' | 'minute' | 'day' | 'full' | 'dated-clock' | 'dated-minute';

const forms: Record<TimeForm, Intl.DateTimeFormatOptions> = {
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  'dated-clock': {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
  'dated-minute': { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  full: {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  },
};

const formatters = new Map<string, Intl.DateTimeFormat>();

/** @param timeZone an IANA zone; undefined is the reader's own */
export function timeText(timestamp: number, form: TimeForm, timeZone: string | undefined): string {
  const key = `${form}/${timeZone ?? ''}`;
  const known = formatters.get(key);
  const formatter = known ?? new Intl.DateTimeFormat('en-GB', { ...forms[form], timeZone });
  if (!known) formatters.set(key, formatter);
  return formatter.format(timestamp * 1000);
}

/** A time of day, with its date when that is not the day of `near`. */
export function momentText(
  timestamp: number,
  form: 'clock' | 'minute',
  near: number,
  timeZone: string | undefined,
): string {
  const sameDay = timeText(timestamp, 'day', timeZone) === timeText(near, 'day', timeZone);
  return timeText(timestamp, sameDay ? form : `dated-${form}`, timeZone);
}

/** How far a zone is from UTC at a time, as people write it: `GMT+1`, `UTC`. */
export function zoneText(timestamp: number, timeZone: string | undefined): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' }).formatToParts(
    timestamp * 1000,
  );
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? 'UTC';
}
