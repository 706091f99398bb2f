import { getAddress } from 'viem';
import type { Hex } from '@/lib/domain/codecs';

/** An address as people compare it: its case is a checksum. */
export const checksummed = (account: Hex): string => getAddress(account);
