import type { Hex } from '@/lib/domain/codecs';

/** A log as a node tells it; hex in lower case. */
export type ChainLog = {
  address: Hex;
  topics: Hex[];
  data: Hex;
  blockNumber: number;
  blockHash: Hex;
  transactionHash: Hex;
  logIndex: number;
};

/** Whether hex of so many characters, `0x` among them, is of this shape. */
type Shape = (length: number) => boolean;
const ADDRESS: Shape = (length) => length === 42;
const WORD: Shape = (length) => length === 66;
const BYTES: Shape = (length) => length % 2 === 0;
const QUANTITY: Shape = (length) => length > 2 && length <= 16;
const HEX = /^0x[0-9a-f]*$/;

/**
 * Logs out of a node's answer, in the order of the chain; null when it is none. Checked by hand, as a schema would check
 * it: logs come by the hundred thousand, and a schema costs each of them more than all that is done with it.
 */
export function readLogs(answer: unknown): ChainLog[] | null {
  if (!Array.isArray(answer)) return null;
  const logs: ChainLog[] = [];
  const readLog = createLogReader();
  for (const item of answer) {
    const log = readLog(item);
    if (!log) return null;
    logs.push(log);
  }
  return inOrder(logs);
}

/** Reads one log, null when it is none. What is the same as in the log before need not be looked at again. */
function createLogReader(): (item: unknown) => ChainLog | null {
  const [addressOf, eventOf, blockOf, transactionOf] = [ADDRESS, WORD, WORD, WORD].map(rememberLast);
  return (item) => {
    if (typeof item !== 'object' || item === null) return null;
    const raw = item as Record<string, unknown>; // whatever it holds is looked at below
    if (!Array.isArray(raw.topics)) return null;
    const topics: Hex[] = [];
    for (const topic of raw.topics) {
      const word = topics.length === 0 ? eventOf?.(topic) : hexOf(WORD, topic);
      if (!word) return null;
      topics.push(word);
    }
    const address = addressOf?.(raw.address);
    const data = hexOf(BYTES, raw.data);
    const blockHash = blockOf?.(raw.blockHash);
    const transactionHash = transactionOf?.(raw.transactionHash);
    const blockNumber = numberOf(raw.blockNumber);
    const logIndex = numberOf(raw.logIndex);
    if (!address || !data || !blockHash || !transactionHash || blockNumber === null || logIndex === null) {
      return null;
    }
    return { address, topics, data, blockNumber, blockHash, transactionHash, logIndex };
  };
}

/** {@link hexOf} for what is often the same many times in a row. */
function rememberLast(shape: Shape): (value: unknown) => Hex | null {
  let seen: unknown;
  let read: Hex | null = null;
  return (value) => {
    if (value !== seen) {
      seen = value;
      read = hexOf(shape, value);
    }
    return read;
  };
}

/** The text in lower case; null when the shape is another. */
function hexOf(shape: Shape, value: unknown): Hex | null {
  if (typeof value !== 'string' || !shape(value.length)) return null;
  if (HEX.test(value)) return value as Hex; // it begins with 0x
  const lower = value.toLowerCase();
  return HEX.test(lower) ? (lower as Hex) : null;
}

function numberOf(value: unknown): number | null {
  const text = hexOf(QUANTITY, value);
  return text && Number.parseInt(text, 16);
}

const inOrder = (logs: ChainLog[]): ChainLog[] =>
  logs.sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
