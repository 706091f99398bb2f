import { keccak256 } from 'viem';
import type { Hex } from '@/lib/domain/codecs';

/**
 * A block's bloom filter: each address and topic of its logs sets three of 2,048 bits. A bit that is missing proves
 * that the item is not among them; three that are there prove nothing, since others may have set them.
 */
const BITS = 2_048;

/** The three bits of an address or topic: the lowest eleven of the first three pairs of bytes of its hash. */
export function bloomBits(item: Hex): readonly number[] {
  const hash = keccak256(item);
  return [2, 6, 10].map((at) => Number.parseInt(hash.slice(at, at + 4), 16) & (BITS - 1));
}

/** Whether the item may be in the block: false is certain. */
export const mayHold = (bloom: Hex, bits: readonly number[]): boolean =>
  bits.every((bit) => isSet(bloom, bit));

/** Bit 0 is the last digit's lowest. */
const isSet = (bloom: Hex, bit: number): boolean =>
  ((digit(bloom.charCodeAt(bloom.length - 1 - (bit >> 2))) >> (bit & 3)) & 1) === 1;

/** Which digit a character of lower-case hex is. */
const digit = (code: number): number => (code <= 57 ? code - 48 : code - 87);

/** How probable it is that an item which is not in the block seems to be: the share of bits set, to the third. */
export function chanceOfSeeming(bloom: Hex): number {
  let set = 0;
  for (let at = 2; at < bloom.length; at += 1) set += BITS_OF_DIGIT[digit(bloom.charCodeAt(at))] ?? 0;
  return (set / BITS) ** 3;
}

const BITS_OF_DIGIT = [0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4];
