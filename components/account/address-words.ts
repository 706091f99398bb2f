import { getAddress, isAddress } from 'viem';
import { address, type Hex } from '@/lib/domain/codecs';
import { NO_ADDRESS } from './account-words';

export type TypedAddress = { ok: true; value: Hex } | { ok: false; why: string };

/**
 * Reads an address as people paste it. One in both cases carries a checksum, and a wrong one is refused: it is how a
 * digit that went wrong on the way is found.
 */
export function readAddress(text: string): TypedAddress {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: false, why: 'Enter an address.' };
  const parsed = address.safeParse(trimmed);
  if (!parsed.success) return { ok: false, why: NO_ADDRESS };
  const digits = trimmed.slice(2);
  const mixed = digits !== digits.toLowerCase() && digits !== digits.toUpperCase();
  if (mixed && !isAddress(trimmed)) {
    return { ok: false, why: 'Its checksum is wrong: a digit was lost or changed. Copy it once more.' };
  }
  return { ok: true, value: parsed.data };
}

/** As wallets show it. */
export const withChecksum = (value: Hex): string => getAddress(value);
