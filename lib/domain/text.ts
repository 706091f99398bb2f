import type { Hex } from './codecs';

/** Zero-padded ASCII in hex (a ticker, a currency, a pool's tag) as text; bytes that cannot be printed become `?`. */
export function asciiFromHex(hex: Hex): string {
  const bytes = (hex.slice(2).match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  const end = bytes.indexOf(0);
  return bytes
    .slice(0, end === -1 ? bytes.length : end)
    .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '?'))
    .join('');
}

/** Text as zero-padded hex of `size` bytes. Throws RangeError when it does not fit or is not ASCII. */
export function asciiToHex(text: string, size: number): Hex {
  if (text.length > size || !/^[\x20-\x7e]*$/.test(text))
    throw new RangeError(`not ${size} ASCII bytes: ${text}`);
  const hex = [...text].map((char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return `0x${hex.padEnd(size * 2, '0')}`;
}

/** `0x1234…cdef`, for eyes; the whole value must always be within reach. */
export const shortHex = (hex: string, lead = 4, tail = 4): string =>
  hex.length <= lead + tail + 3 ? hex : `${hex.slice(0, lead + 2)}…${hex.slice(-tail)}`;

/** Seconds since 1970 as ISO 8601 in UTC, for machines and sheets. Throws RangeError beyond the year 275,760. */
export const isoTime = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** Digits in threes, from the right. */
export const group = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** A whole number as people read it: `12,345`. By hand: a browser's own formatter takes a phone long to make. */
export const formatCount = (count: number | bigint): string => group(count.toString());
