import fc from 'fast-check';
import {
  type AbiEvent,
  decodeEventLog,
  encodeAbiParameters,
  encodeEventTopics,
  parseAbiItem,
  toEventSelector,
} from 'viem';
import { describe, expect, test } from 'vitest';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { erc1820RegistryAbi } from '@/contracts-abi/erc1820-registry';
import { walletCollateralAbi } from '@/contracts-abi/wallet-collateral';
import type { Hex } from '@/lib/domain/codecs';
import { createCutter, createCutters } from './abi-cutter';

const eventsOf = (abi: readonly unknown[]): AbiEvent[] =>
  abi.filter((item): item is AbiEvent => (item as AbiEvent).type === 'event'); // an ABI's items name their type
const cuttable = [
  ...eventsOf(collateralPoolAbi),
  ...eventsOf(walletCollateralAbi),
  ...eventsOf(erc1820RegistryAbi),
  ...eventsOf(ampAbi).filter(({ name }) => name !== 'PartitionStrategySet'), // its text is cut as bytes: see below
];

const hexOf = (bytes: number) =>
  fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((array) => `0x${Buffer.from(array).toString('hex')}`);

type Parameter = { type: string; name?: string; components?: readonly Parameter[] };

/** Any value of a type, as viem takes it. */
function arbitraryOf(parameter: Parameter): fc.Arbitrary<unknown> {
  const { type } = parameter;
  const bits = /^uint(\d+)$/.exec(type)?.[1];
  if (bits) {
    const any = fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n });
    return Number(bits) <= 48 ? any.map(Number) : any;
  }
  const bytes = /^bytes(\d+)$/.exec(type)?.[1];
  if (bytes) return hexOf(Number(bytes));
  if (type === 'address') return hexOf(20);
  if (type === 'bool') return fc.boolean();
  if (type === 'bytes') return fc.integer({ min: 0, max: 100 }).chain(hexOf);
  return fc.record(
    Object.fromEntries((parameter.components ?? []).map((part) => [part.name, arbitraryOf(part)])),
  );
}

/** viem writes hex with checksums. */
const lower = (value: unknown): unknown => {
  if (typeof value === 'string') return value.toLowerCase();
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, lower(part)]));
};

describe('cutting a log', () => {
  test.each(cuttable.map((event) => [event.name, event] as const))(
    '%s gives what viem decodes',
    (_, event) => {
      const cutter = createCutter(event);
      fc.assert(
        fc.property(fc.tuple(...event.inputs.map(arbitraryOf)), (values) => {
          const args = Object.fromEntries(event.inputs.map((input, i) => [input.name, values[i]]));
          const topics = encodeEventTopics({ abi: [event], args } as never) as [Hex, ...Hex[]];
          const inData = event.inputs.flatMap((input, i) =>
            input.indexed ? [] : [{ input, value: values[i] }],
          );
          const data = encodeAbiParameters(
            inData.map(({ input }) => input),
            inData.map(({ value }) => value) as never,
          );
          const decoded = decodeEventLog({ abi: [event], topics, data });
          expect(cutter.topic).toBe(topics[0]);
          expect(cutter.cut(topics, data)).toEqual(lower(decoded.args ?? {}));
        }),
        { numRuns: 40 },
      );
    },
  );

  test('gives the bytes of a text, which need not be text', () => {
    const named = parseAbiItem('event Named(string name)') as AbiEvent;
    const data = encodeAbiParameters([{ type: 'bytes' }], ['0x416d70aaaaaaaa']);
    expect(createCutter(named).cut([toEventSelector(named)], data)).toEqual({ name: '0x416d70aaaaaaaa' });
  });

  const event = parseAbiItem('event Note(address indexed who, uint256 value, bytes text)') as AbiEvent;
  const topics = encodeEventTopics({ abi: [event], args: { who: `0x${'11'.repeat(20)}` } } as never) as Hex[];
  const whole = encodeAbiParameters([{ type: 'uint256' }, { type: 'bytes' }], [1n, '0x1234']);

  test.each([
    ['a field too few', topics, whole.slice(0, 66)],
    ['dynamic bytes that end too early', topics, whole.slice(0, -62)],
    ['a topic too few', topics.slice(0, 1), whole],
  ])('with %s is an error', (_, someTopics, data) => {
    expect(() => createCutter(event).cut(someTopics, data as Hex)).toThrow(RangeError);
  });

  test('of an event that the ABI lacks, or of a type that none has, is refused beforehand', () => {
    expect(() => createCutters(ampAbi, ['Minted', 'Vanished'])).toThrow('the ABI has no event Vanished');
    const strange = parseAbiItem('event Strange(uint256[] numbers)') as AbiEvent;
    expect(() => createCutter(strange)).toThrow(TypeError);
  });
});
