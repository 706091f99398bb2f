import fc from 'fast-check';
import { encodeAbiParameters, encodeEventTopics } from 'viem';
import { describe, expect, test } from 'vitest';
import { ampAbi } from '@/contracts-abi/amp';
import { dataToPartition, destinationPartition } from '@/lib/domain/amp-transfer';
import type { Hex } from '@/lib/domain/codecs';
import { createCutters } from './abi-cutter';
import { transferCutter } from './transfer-cutter';

const [general] = createCutters(ampAbi, ['TransferByPartition']);
const hexOf = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((array): Hex => `0x${Buffer.from(array).toString('hex')}`);
const anyData = fc.oneof(
  fc.integer({ min: 0, max: 200 }).chain(hexOf),
  hexOf(32).map(dataToPartition),
  fc.tuple(hexOf(32), hexOf(40)).map(([to, rest]): Hex => `${dataToPartition(to)}${rest.slice(2)}`),
);

const logOf = (
  partition: Hex,
  [operator, from, to]: readonly Hex[],
  value: bigint,
  data: Hex,
  more: Hex,
) => ({
  topics: encodeEventTopics({
    abi: ampAbi,
    eventName: 'TransferByPartition',
    args: { fromPartition: partition, from, to },
  }) as Hex[], // topics of an event without arrays
  data: encodeAbiParameters(
    [{ type: 'address' }, { type: 'uint256' }, { type: 'bytes' }, { type: 'bytes' }],
    [operator as Hex, value, data, more],
  ),
});

describe('a transfer, cut at fixed places', () => {
  test('says what the general cutter says of it, and where its data sends it', () => {
    expect(transferCutter.topic).toBe(general?.topic);
    const parties = fc.tuple(hexOf(20), hexOf(20), hexOf(20));
    fc.assert(
      fc.property(
        hexOf(32),
        parties,
        fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
        anyData,
        anyData,
        (...args) => {
          const { topics, data } = logOf(...args);
          const all = general?.cut(topics, data) ?? {};
          const { operatorData: _, data: sent, ...rest } = all;
          const toPartition = destinationPartition(rest.fromPartition as Hex, sent as Hex);
          expect(transferCutter.cut(topics, data)).toEqual({ ...rest, toPartition });
        },
      ),
    );
  });

  test('is refused when anything is missing', () => {
    const { topics, data } = logOf(
      `0x${'01'.repeat(32)}`,
      [1, 2, 3].map((n): Hex => `0x${`0${n}`.repeat(20)}`),
      1n,
      `0x${'ff'.repeat(64)}`,
      '0x',
    );
    expect(() => transferCutter.cut(topics.slice(0, 3), data)).toThrow(RangeError);
    expect(() => transferCutter.cut(topics, '0x')).toThrow();
    expect(() => transferCutter.cut(topics, data.slice(0, 2 + 64 * 5) as Hex)).toThrow(RangeError);
  });
});
