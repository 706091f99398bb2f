import type { Hex } from '@/lib/domain/codecs';
import type { ChainHeader, ChainLog, ChainReader, LogFilter } from '../chain-reader';
import { bloomBits, chanceOfSeeming, mayHold } from './bloom';

/** A node contradicts itself, or others that know better: what it answered is not the chain. */
export class LyingNodeError extends Error {
  constructor(readonly reason: string) {
    super(`the chain node cannot be trusted: ${reason}`);
    this.name = 'LyingNodeError';
  }
}

/** A block that seems to hold logs by more than this chance says nothing: on busy chains most blocks do. */
const MOST_CHANCE = 0.02;

/** Whether logs that a node told of can be those of a block. Made for one filter, whose items are hashed once. */
export type LogCheck = {
  /**
   * Throws {@link LyingNodeError} when the logs cannot be those of the block: of another block, of others than were
   * asked for, twice the same, or not in the block's bloom filter. Returns true when the filter tells of logs that
   * are not there: they may be missing, or it may be chance.
   */
  doubts: (header: ChainHeader, logs: readonly ChainLog[]) => boolean;
  /**
   * Settles a doubt: asks for the logs by another way. Throws {@link LyingNodeError} unless they are the same. A node
   * that has no other way is asked again.
   */
  settle: (reader: ChainReader, header: ChainHeader, logs: readonly ChainLog[]) => Promise<void>;
};

export function createLogCheck(filter: LogFilter): LogCheck {
  const bits = new Map([...filter.address, ...filter.topics[0]].map((item) => [item, bloomBits(item)]));
  const maySeem = (bloom: Hex, item: Hex): boolean => mayHold(bloom, bits.get(item) ?? []);

  function requirePossible(header: ChainHeader, logs: readonly ChainLog[]): void {
    let before = -1;
    for (const log of logs) {
      const [topic] = log.topics;
      if (log.blockHash !== header.hash || log.blockNumber !== header.number) {
        throw new LyingNodeError(`a log of block ${header.number} is said to be of another block`);
      }
      if (!topic || !bits.has(log.address) || !bits.has(topic)) {
        throw new LyingNodeError(`a log of block ${header.number} is none that was asked for`);
      }
      if (log.logIndex <= before) throw new LyingNodeError(`a log of block ${header.number} came twice`);
      before = log.logIndex;
      if (!maySeem(header.logsBloom, log.address) || !maySeem(header.logsBloom, topic)) {
        throw new LyingNodeError(`a log of block ${header.number} is not in the block’s own filter`);
      }
    }
  }

  /** Whether an address seems to have logs, and one of our topics seems to be there, and neither is among the logs. */
  function lacks({ logsBloom }: ChainHeader, logs: readonly ChainLog[]): boolean {
    const emitters = new Set(logs.map((log) => log.address));
    const silent = filter.address.filter((item) => !emitters.has(item) && maySeem(logsBloom, item));
    if (silent.length === 0) return false;
    return (
      filter.topics[0].some((item) => maySeem(logsBloom, item)) && chanceOfSeeming(logsBloom) <= MOST_CHANCE
    );
  }

  return {
    doubts(header, logs) {
      requirePossible(header, logs);
      return lacks(header, logs);
    },
    async settle(reader, header, logs) {
      const others = await reader
        .logsOfReceipts(header.hash, filter)
        .catch(() => reader.logsOfBlock(header.hash, filter));
      if (!sameLogs(logs, others)) {
        throw new LyingNodeError(
          `it told of ${logs.length} logs of block ${header.number}, asked otherwise of ${others.length}`,
        );
      }
    },
  };
}

/** Whether two answers tell of the same logs in the same order. */
export const sameLogs = (some: readonly ChainLog[], others: readonly ChainLog[]): boolean =>
  some.length === others.length &&
  some.every((log, index) => {
    const other = others[index];
    return (
      other?.logIndex === log.logIndex &&
      other.data === log.data &&
      `${other.topics}` === `${log.topics}` &&
      other.address === log.address
    );
  });
