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

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Minutes east of UTC; undefined is the reader's own zone, as it is at the time in question. */
export type Zone = number | undefined;
export const UTC = 0;

const eastAt = (timestamp: number, zone: Zone): number =>
  zone ?? -new Date(timestamp * 1000).getTimezoneOffset();

/** As the reader's clock shows `timestamp`, in seconds. By hand: a browser's own formatter takes a phone long to make. */
export function timeText(timestamp: number, form: TimeForm, zone: Zone): string {
  const at = new Date((timestamp + eastAt(timestamp, zone) * 60) * 1000);
  const minute = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
  const clock = `${minute}:${two(at.getUTCSeconds())}`;
  const date = `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`;
  const day = `${date} ${at.getUTCFullYear()}`;
  switch (form) {
    case 'clock':
      return clock;
    case 'minute':
      return minute;
    case 'day':
      return day;
    case 'dated-clock':
      return `${date}, ${clock}`;
    case 'dated-minute':
      return `${date}, ${minute}`;
    case 'full':
      return `${day}, ${clock} ${zoneText(timestamp, zone)}`;
  }
}

/** A time of day, with its date when that is not the day of `near`. */
export function momentText(timestamp: number, form: 'clock' | 'minute', near: number, zone: Zone): string {
  const sameDay = timeText(timestamp, 'day', zone) === timeText(near, 'day', zone);
  return timeText(timestamp, sameDay ? form : `dated-${form}`, zone);
}

/** How far a zone is from UTC at a time, as people write it: `GMT+1`, `GMT-3:30`, `UTC`. */
export function zoneText(timestamp: number, zone: Zone): string {
  const east = eastAt(timestamp, zone);
  if (east === 0) return 'UTC';
  const minutes = Math.abs(east) % 60;
  return `GMT${east < 0 ? '-' : '+'}${Math.floor(Math.abs(east) / 60)}${minutes > 0 ? `:${two(minutes)}` : ''}`;
}
