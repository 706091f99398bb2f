import type { Random } from '../random';
import type { FaultKind, Strikes } from './kinds';

export type Question = { id: number; method: string; params: readonly unknown[] };
export type Answer = {
  jsonrpc: '2.0';
  id: number;
  result?: unknown;
  error?: { code: number; message: string };
};

type Fields = Record<string, unknown>;
type Log = Fields & {
  address: string;
  topics: string[];
  data: string;
  blockHash: string;
  blockNumber: string;
};

/** Asks the true node. */
export type Ask = (method: string, params: readonly unknown[]) => Promise<unknown>;

/** Answers that were given before, to mix them up with others. */
const MOST_KEPT = 400;
const MOST_STALE = 6;
/** Digits of a word in the ABI, and of a small number: a flag, a status, a number of days. */
const WORD = 64;
const SMALL = 4;

const blockFaults: FaultKind[] = ['missing', 'staleBlock', 'brokenParent'];
const logFaults: FaultKind[] = ['emptyLogs', 'fewerLogs', 'doubledLogs', 'foreignLogs', 'alteredLogs'];

/** What can be wrong with the answer to a question; kinds that cannot apply are not asked for. */
function faultsOf({ method, params }: Question): FaultKind[] {
  const general: FaultKind[] = ['error', 'earlier'];
  switch (method) {
    case 'eth_getBlockByNumber':
      return params[0] === 'latest'
        ? [...general, 'staleHead', 'brokenParent']
        : [...general, ...blockFaults];
    case 'eth_blockNumber':
      return [...general, 'staleHead'];
    case 'eth_getBlockByHash':
      return [...general, 'missing', 'brokenParent'];
    case 'eth_getLogs':
      return [...general, ...logFaults];
    case 'eth_getBlockReceipts':
      return [...general, 'missing', 'alteredLogs'];
    case 'eth_call':
      return [...general, 'alteredView'];
    default:
      return general;
  }
}

/** Spoils answers one at a time. It remembers those that were true, so that they can be given at a wrong time. */
export function createLiar(random: Random, strikes: Strikes, ask: Ask) {
  const before = new Map<string, unknown>();
  const someLogs: Log[][] = [];

  function keep(question: Question, result: unknown): void {
    const key = keyOf(question);
    before.delete(key);
    before.set(key, result);
    const [oldest] = before.keys();
    if (before.size > MOST_KEPT && oldest !== undefined) before.delete(oldest);
    const logs = logsIn(result);
    if (question.method !== 'eth_getLogs' || logs.length === 0) return;
    someLogs.push(logs);
    if (someLogs.length > MOST_KEPT) someLogs.shift();
  }

  async function stale(question: Question): Promise<unknown> {
    const { method, params } = question;
    const [number] = params;
    const newest = numberOf(
      number === 'latest' || number === undefined ? await ask('eth_blockNumber', []) : number,
    );
    const older = `0x${Math.max(0, newest - random.between(1, MOST_STALE)).toString(16)}`;
    return method === 'eth_blockNumber' ? older : ask('eth_getBlockByNumber', [older, params[1] ?? false]);
  }

  /** Another block's logs, given out as those of the block that was asked for. */
  function foreign(question: Question, logs: Log[]): unknown {
    const [filter] = question.params as [{ blockHash?: string }];
    const others = someLogs.filter((one) => one[0]?.blockHash !== logs[0]?.blockHash);
    if (others.length === 0) return undefined;
    const { blockHash } = filter;
    const number = logs[0]?.blockNumber;
    return random.pick(others).map((log) => ({
      ...log,
      blockHash: blockHash ?? log.blockHash,
      blockNumber: (blockHash && number) || log.blockNumber,
    }));
  }

  /** The answer as this fault makes it; undefined where there is nothing to spoil. */
  async function spoil(kind: FaultKind, question: Question, result: unknown): Promise<unknown> {
    const logs = logsIn(result);
    switch (kind) {
      case 'earlier':
        return before.get(keyOf(question));
      case 'missing':
        return result === null ? undefined : null;
      case 'staleHead':
      case 'staleBlock':
        return stale(question);
      case 'brokenParent': {
        const parentHash = `0x${'bad0'.repeat(16)}`;
        return isFields(result) ? { ...result, parentHash } : undefined;
      }
      case 'emptyLogs':
        return logs.length > 0 ? [] : undefined;
      case 'fewerLogs': {
        const gone = random.between(0, logs.length - 1);
        return logs.length > 1 ? logs.filter((_, index) => index !== gone) : undefined;
      }
      case 'doubledLogs':
        return logs.length > 0 ? [...logs, random.pick(logs)] : undefined;
      case 'foreignLogs':
        return foreign(question, logs);
      case 'alteredLogs':
        return alterOne(logs, result);
      case 'alteredView':
        return typeof result === 'string' ? alterAmount(result) : undefined;
      default:
        return undefined;
    }
  }

  function alterOne(logs: Log[], result: unknown): unknown {
    const rich = logs.filter(({ data }) => data.length > 2);
    if (rich.length === 0) return undefined;
    const chosen = random.pick(rich);
    const changed = { ...chosen, data: alterHex(chosen.data) };
    return JSON.parse(JSON.stringify(result), (_key, value) => (isSameLog(value, chosen) ? changed : value));
  }

  /** Another last digit in one of its words: of an amount, an address, a date. */
  function alterHex(hex: string): string {
    const words = Math.max(1, Math.floor((hex.length - 2) / WORD));
    return withDigit(hex, Math.min(hex.length, 2 + WORD * random.between(1, words)) - 1);
  }

  /** The same, but only where the word is a large number: what then comes of it is still of its type. */
  function alterAmount(hex: string): string | undefined {
    const large: number[] = [];
    for (let start = 2; start + WORD <= hex.length; start += WORD) {
      if (/[^0]/.test(hex.slice(start, start + WORD - SMALL))) large.push(start + WORD - 1);
    }
    return large.length > 0 ? withDigit(hex, random.pick(large)) : undefined;
  }

  function withDigit(hex: string, at: number): string {
    const digit = (Number.parseInt(hex.charAt(at), 16) + random.between(1, 15)) % 16;
    return hex.slice(0, at) + digit.toString(16) + hex.slice(at + 1);
  }

  return async (question: Question, answer: Answer): Promise<Answer> => {
    if (answer.error) return answer;
    const kind = strikes.strike(...faultsOf(question));
    if (kind === 'error') {
      const error = random.pick([
        { code: -32005, message: 'limit exceeded' },
        { code: -32000, message: 'header not found' },
      ]);
      return { jsonrpc: '2.0', id: answer.id, error };
    }
    const spoiled = kind && (await spoil(kind, question, answer.result));
    if (kind && spoiled === undefined) strikes.undo(kind);
    keep(question, answer.result);
    return kind && spoiled !== undefined ? { ...answer, result: spoiled } : answer;
  };
}

const keyOf = ({ method, params }: Question): string => `${method} ${JSON.stringify(params)}`;
const numberOf = (quantity: unknown): number => Number.parseInt(String(quantity), 16);
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isLog = (value: unknown): value is Log =>
  isFields(value) && Array.isArray(value.topics) && typeof value.data === 'string';
const isSameLog = (value: unknown, log: Log): boolean =>
  isLog(value) && value.blockHash === log.blockHash && value.logIndex === log.logIndex;

/** The logs of an answer: itself, or what its receipts hold. */
const logsIn = (result: unknown): Log[] => {
  if (!Array.isArray(result)) return [];
  return result.flatMap((item) => (isLog(item) ? [item] : isFields(item) ? logsIn(item.logs) : []));
};
