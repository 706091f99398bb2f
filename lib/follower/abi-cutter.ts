import type { Abi, AbiEvent, AbiParameter } from 'viem';
import { toEventSelector } from 'viem';
import type { Hex } from '@/lib/domain/codecs';

/**
 * Cuts an event's fields out of a log's lower-case hex, as `lib/domain/events.ts` has them in memory: hex as it is,
 * numbers of up to 48 bits as numbers, larger ones as bigints. A plan is made once an event; a log then costs a few
 * slices, where a general decoder would look at the types each time.
 */
export type EventCutter = { name: string; topic: Hex; cut: (topics: readonly Hex[], data: Hex) => Fields };
type Fields = Record<string, unknown>;

/** A field of `data` (without 0x) that begins at `at`, in hex digits. */
type Reader = (data: string, at: number) => unknown;

const WORD = 64;

/** Throws TypeError when an event holds a type that no event of ours has (arrays, structs of dynamic size). */
export function createCutter(event: AbiEvent): EventCutter {
  const topicReaders: [string, Reader][] = [];
  const dataReaders: [string, number, Reader][] = [];
  let at = 0;
  for (const input of event.inputs) {
    const name = input.name ?? '';
    if (input.indexed) {
      topicReaders.push([name, readerOf(input)]);
    } else {
      dataReaders.push([name, at, readerOf(input)]);
      at += wordsOf(input) * WORD;
    }
  }
  const least = at;
  return {
    name: event.name,
    topic: toEventSelector(event),
    cut(topics, data) {
      const body = data.slice(2);
      if (topics.length !== topicReaders.length + 1 || body.length < least) {
        throw new RangeError(`a log of ${event.name} is too short`);
      }
      const args: Fields = {};
      let topic = 0;
      for (const [name, read] of topicReaders) {
        topic += 1;
        args[name] = read((topics[topic] ?? '').slice(2), 0);
      }
      for (const [name, start, read] of dataReaders) args[name] = read(body, start);
      return args;
    },
  };
}

/** Cutters of the ABI's events of these names; throws RangeError when one is missing there. */
export function createCutters(abi: Abi, names: readonly string[]): EventCutter[] {
  const events = new Map(abi.flatMap((item) => (item.type === 'event' ? [[item.name, item]] : [])));
  return names.map((name) => {
    const event = events.get(name);
    if (!event) throw new RangeError(`the ABI has no event ${name}`);
    return createCutter(event);
  });
}

const componentsOf = (parameter: AbiParameter): readonly AbiParameter[] =>
  'components' in parameter ? parameter.components : [];

/** Words a parameter takes in the head: a dynamic one only its offset. */
const wordsOf = (parameter: AbiParameter): number =>
  parameter.type === 'tuple' ? componentsOf(parameter).reduce((sum, part) => sum + wordsOf(part), 0) : 1;

function readerOf(parameter: AbiParameter): Reader {
  const { type } = parameter;
  const bits = /^uint(\d+)$/.exec(type)?.[1];
  if (bits) {
    return Number(bits) <= 48
      ? (data, at) => Number.parseInt(data.slice(at, at + WORD), 16)
      : (data, at) => BigInt(`0x${data.slice(at, at + WORD)}`);
  }
  const bytes = /^bytes(\d+)$/.exec(type)?.[1];
  if (bytes) {
    const digits = Number(bytes) * 2;
    return (data, at) => `0x${data.slice(at, at + digits)}`;
  }
  if (type === 'address') return (data, at) => `0x${data.slice(at + 24, at + WORD)}`;
  if (type === 'bool') return (data, at) => data[at + WORD - 1] === '1';
  // Of a string its bytes: what is on chain need not be text.
  if (type === 'bytes' || type === 'string') return readBytes;
  if (type === 'tuple') return tupleReader(componentsOf(parameter));
  throw new TypeError(`no event of ours holds the type ${type}`);
}

/** Its word is the offset in bytes, from the start of the data, of its length and content. */
const readBytes: Reader = (data, at) => {
  const start = Number.parseInt(data.slice(at, at + WORD), 16) * 2;
  const digits = Number.parseInt(data.slice(start, start + WORD), 16) * 2;
  const content = data.slice(start + WORD, start + WORD + digits);
  if (content.length !== digits) throw new RangeError('a log ends within a field');
  return `0x${content}`;
};

function tupleReader(components: readonly AbiParameter[]): Reader {
  let offset = 0;
  const fields = components.map((part): [string, number, Reader] => {
    // A struct with such a part is dynamic as a whole: its word would be an offset.
    if (part.type === 'bytes' || part.type === 'string')
      throw new TypeError('no event of ours holds a struct of dynamic size');
    const field: [string, number, Reader] = [part.name ?? '', offset, readerOf(part)];
    offset += wordsOf(part) * WORD;
    return field;
  });
  return (data, at) =>
    Object.fromEntries(fields.map(([name, start, read]) => [name, read(data, at + start)]));
}
