import type { Hex } from './codecs';

/** Word 0 of transfer data that asks Amp to change the partition; word 1 is then the destination. */
const CHANGE_PARTITION = 'f'.repeat(64);

/** Data that sends a transfer into `partition`. */
export const dataToPartition = (partition: Hex): Hex => `0x${CHANGE_PARTITION}${partition.slice(2)}`;

/** Where a transfer ends: word 1 of flagged data of at least 64 bytes, the partition it came from otherwise. */
export function destinationPartition(fromPartition: Hex, data: Hex): Hex {
  const flagged = data.length >= 2 + 128 && data.slice(2, 66).toLowerCase() === CHANGE_PARTITION;
  return flagged ? `0x${data.slice(66, 130).toLowerCase()}` : fromPartition;
}
