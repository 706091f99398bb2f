import { formatAmpExact } from '@/lib/domain/money';

/** A calendar's entry for the moment at which an exit can be claimed. */
export type CalendarExit = {
  poolTag: string;
  /** second of chain time: seconds since 1970, UTC */
  exitAt: number;
  /** wei, as it is worth now */
  assets: bigint;
  account: string;
  exitEpoch: number;
  pool: string;
  /** where it can be claimed */
  url: string;
  /** now, in seconds since 1970 */
  madeAt: number;
};

/** `20261126T140000Z`: a moment in UTC, which calendars turn into whatever clock hangs on their wall. */
const utcStamp = (seconds: number): string =>
  new Date(seconds * 1000)
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z');

const escapeText = (text: string): string =>
  text.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\n/g, '\\n');

/** Lines of iCalendar hold 75 octets; the rest goes on in the next one, behind a space. */
function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  let size = 0;
  for (const character of line) {
    const octets = new TextEncoder().encode(character).length;
    const most = parts.length === 0 ? 75 : 74;
    if (size + octets > most) {
      parts.push(part);
      part = '';
      size = 0;
    }
    part += character;
    size += octets;
  }
  return [...parts, part].join('\r\n ');
}

/** RFC 5545. The same exit has the same id: taken in again, it replaces what was there. */
export function exitCalendar(exit: CalendarExit): string {
  const { poolTag, exitAt, assets, account, exitEpoch, pool, url, madeAt } = exit;
  const amp = formatAmpExact(assets, { separators: true });
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Ampledge//Exits//EN',
    'BEGIN:VEVENT',
    `UID:${exitEpoch}-${pool}-${account}@ampledge`,
    `DTSTAMP:${utcStamp(madeAt)}`,
    `DTSTART:${utcStamp(exitAt)}`,
    `DTEND:${utcStamp(exitAt + 900)}`,
    `SUMMARY:${escapeText(`Claim your exit from ${poolTag}`)}`,
    `DESCRIPTION:${escapeText(`Worth ${amp} AMP when this was saved; payments that fail until then lower it. It waits to be claimed for as long as need be.\n${url}`)}`,
    `URL:${url}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'TRIGGER:PT0M',
    `DESCRIPTION:${escapeText(`Your exit from ${poolTag} can be claimed`)}`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}
