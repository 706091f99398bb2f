import type { ChainReader } from './chain-reader';
import type { Decoder } from './decode';
import { LyingNodeError } from './nodes/log-check';
import { ChainMovedError, readRange } from './range';
import type { BlockEvents } from './take-in';

/** Blocks a range. */
const RANGE = { first: 50, least: 5, most: 2_000 };
/** Events a range is meant to hold: enough for few questions, few enough to be garbage while it is young. */
const RANGE_EVENTS = 1_500;
/** A range that takes longer to read than this is cut. */
const RANGE_TARGET_MS = 1_500;
/** Ranges that are read at the same time, while another is written. */
const AHEAD = 3;

/** Reads a chain range by range; what it learns of the node and the chain it keeps. */
export type RangeReader = {
  /** Blocks from one to another, in ranges that follow on each other. Throws what `readRange` does. */
  read(from: number, to: number): AsyncGenerator<BlockEvents[]>;
};

export function createRangeReader(reader: ChainReader, decoder: Decoder): RangeReader {
  let size = RANGE.first;

  /** A range in one question, or, where the node refuses it or is slow, in several. */
  async function readAll(from: number, to: number): Promise<BlockEvents[]> {
    const found: BlockEvents[] = [];
    for (let next = from; next <= to; ) {
      const started = Date.now();
      try {
        const part = await readRange(reader, decoder, next, Math.min(to, next + size - 1));
        adapt(part, Date.now() - started);
        found.push(...part);
        next += part.length;
      } catch (error) {
        // Nodes limit what one answer may hold, each in its own words: ask for less before giving up.
        if (error instanceof ChainMovedError || error instanceof LyingNodeError) throw error;
        if (size <= RANGE.least) throw error;
        size = Math.max(RANGE.least, Math.floor(size / 4));
      }
    }
    return found;
  }

  function adapt(range: readonly BlockEvents[], tookMs: number): void {
    const events = range.reduce((sum, block) => sum + block.events.length, 0);
    const fitting = Math.floor((range.length * RANGE_EVENTS) / Math.max(1, events));
    const allowed = tookMs > RANGE_TARGET_MS ? Math.floor(size / 2) : size * 2;
    size = Math.max(RANGE.least, Math.min(RANGE.most, fitting, allowed));
  }

  return {
    async *read(from, to) {
      const ahead: Promise<BlockEvents[]>[] = [];
      let next = from;
      const readOn = () => {
        if (next > to) return;
        const last = Math.min(to, next + size - 1);
        const reading = readAll(next, last);
        // Awaited later, or never; until then, its failure must not count as nobody's.
        reading.catch(() => {});
        ahead.push(reading);
        next = last + 1;
      };
      for (let n = 0; n < AHEAD; n += 1) readOn();
      for (let range = ahead.shift(); range; range = ahead.shift()) {
        readOn();
        yield await range;
      }
    },
  };
}
