import { toEventSelector } from 'viem';
import type { Hex } from '@/lib/domain/codecs';
import type { EventCutter } from './abi-cutter';

const SIGNATURE = 'TransferByPartition(bytes32,address,address,address,uint256,bytes,bytes)';
const CHANGE_PARTITION = 'f'.repeat(64);

/** Where the words of the data begin, in hex digits after 0x. */
const word = (index: number): number => 2 + index * 64;

/**
 * Amp's `TransferByPartition(bytes32 indexed fromPartition, address operator, address indexed from, address indexed to,
 * uint256 value, bytes data, bytes operatorData)`, cut at fixed places: it is by far the most frequent event. Its data
 * names the partition that a transfer ends in (see `destinationPartition`), and is kept for nothing else.
 */
export const transferCutter: EventCutter = {
  name: 'TransferByPartition',
  topic: toEventSelector(SIGNATURE),
  cut(topics, data) {
    const [, fromPartition, from, to] = topics;
    if (!fromPartition || !from || !to || topics.length !== 4) throw new RangeError('a topic is missing');
    const at = Number.parseInt(data.slice(word(2), word(3)), 16) * 2 + 2;
    const length = Number.parseInt(data.slice(at, at + 64), 16) * 2;
    const begin = at + 64;
    if (!(begin + length <= data.length)) throw new RangeError('the log is too short');
    const flagged = length >= 128 && data.slice(begin, begin + 64) === CHANGE_PARTITION;
    return {
      fromPartition,
      toPartition: flagged ? `0x${data.slice(begin + 64, begin + 128)}` : fromPartition,
      operator: addressIn(data, word(0)),
      from: addressIn(from, 2),
      to: addressIn(to, 2),
      value: BigInt(`0x${data.slice(word(1), word(2))}`),
    };
  },
};

/** The address in the word that begins at `at`. */
const addressIn = (hex: Hex, at: number): Hex => `0x${hex.slice(at + 24, at + 64)}`;
