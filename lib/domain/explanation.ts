import { z } from 'zod';
import type { Hex } from './codecs';
import { durationWords } from './duration-words';
import { formatAmp, formatAmpExact } from './money';

/** A refusal in words: what happened, why, and what to do next. Each is a sentence or a heading for people. */
export type Explanation = { title: string; cause: string; next: string };

/** Reads an error's arguments and speaks of them; null when they are not those it was written for. */
export type Entry = (args: readonly unknown[]) => Explanation | null;

/** An entry for an error whose arguments pass `schema`. */
export function entry<Schema extends z.ZodType>(
  schema: Schema,
  say: (args: z.output<Schema>) => Explanation,
): Entry {
  return (args) => {
    const known = schema.safeParse(args);
    return known.success ? say(known.data) : null;
  };
}

/** An entry for an error whose figures add nothing, or that has none. */
export const plain =
  (explanation: Explanation): Entry =>
  () =>
    explanation;

/** Any Solidity integer: viem gives those of up to 48 bits as numbers. */
export const integer = z.union([z.bigint(), z.int().transform(BigInt)]);
/** Hexadecimal of any length: addresses, ids, tags. */
export const hex = z.custom<Hex>((value) => typeof value === 'string' && value.startsWith('0x'));

export const amp = (wei: bigint): string => `${formatAmp(wei)} AMP`;
/** Shares have as many decimals as AMP: a pool that lost nothing has one for each. */
export const sharesExact = (shares: bigint): string => formatAmpExact(shares, { separators: true });
export const ampExact = (wei: bigint): string => `${formatAmpExact(wei, { separators: true })} AMP`;
/** Seconds from `from` to `to`, in words. */
export const between = (from: bigint, to: bigint): string => durationWords(Number(to - from));

/** A second of chain time that stands alone, without a clock to count from: `2026-11-20 14:00 UTC`. */
export const utc = (seconds: bigint): string =>
  seconds > LAST_DATE
    ? `second ${seconds}`
    : `${new Date(Number(seconds) * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
/** The last second of the year 9999. */
const LAST_DATE = 253_402_300_799n;
