import { z } from 'zod';
import type { Hex } from './codecs';
import { formatAmp, formatAmpExact } from './money';
import { decodePartition } from './partition';
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
export const poolName = (id: Hex): string => {
  const partition = decodePartition(id);
  return partition.kind === 'pool' ? partition.tag : shortHex(id);
};
