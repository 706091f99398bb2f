import { z } from 'zod';
import type { Hex } from './codecs';
import { durationWords } from './duration-words';
import { formatAmp, formatAmpExact } from './money';
import { closedGeneration, decodePartition, poolOf } from './partition';
import { shortHex } from './text';

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
export const ampExact = (wei: bigint): string => `${formatAmpExact(wei, { separators: true })} AMP`;
/** A pool by its tag, also in place; one of its generations that losses have closed by its number, too. */
export const poolName = (id: Hex): string => {
  const partition = decodePartition(id);
  if (partition.kind === 'pool' || partition.kind === 'in-place') return partition.tag;
  const generation = closedGeneration(id) ?? 0;
  const pool = decodePartition(poolOf(id));
  if (generation > 0 && generation <= MOST_GENERATIONS && pool.kind === 'pool' && pool.tag !== '') {
    return `${pool.tag} (generation ${generation})`;
  }
  return shortHex(id);
};
/** The contract counts them in 16 bits: what begins with more is no pool's. */
const MOST_GENERATIONS = 65_535;

/** Seconds from `from` to `to`, in words. */
export const between = (from: bigint, to: bigint): string => durationWords(Number(to - from));

/** A second of chain time that stands alone, without a clock to count from: `2026-11-20 14:00 UTC`. */
export const utc = (seconds: bigint): string =>
  seconds > LAST_DATE
    ? `second ${seconds}`
    : `${new Date(Number(seconds) * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
/** The last second of the year 9999. */
const LAST_DATE = 253_402_300_799n;
