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
/** Ranges that are read while another is written. */
const AHEAD = 2;

/** Reads a chain range by range; what it learns of the node and the chain it keeps. */
export type RangeReader = {
  /** Blocks from one to another, in ranges that follow on each other. Throws what `readRange` does. */
  read(from: number, to: number): AsyncGenerator<BlockEvents[]>;
};

export function createRangeReader(reader: ChainReader, decoder: Decoder): RangeReader {
  let size = RANGE.first;

  /** One range, as long as what was read before lets expect it to be of use. */
  async function readNext(from: number, last: number): Promise<BlockEvents[]> {
    for (;;) {
      const started = Date.now();
      try {
        const range = await readRange(reader, decoder, from, Math.min(last, from + size - 1));
        adapt(range, Date.now() - started);
        return range;
      } catch (error) {
        // Nodes limit what one answer may hold, each in its own words: ask for less before giving up.
        if (error instanceof ChainMovedError || error instanceof LyingNodeError) throw error;
        if (size <= RANGE.least) throw error;
        size = Math.max(RANGE.least, Math.floor(size / 4));
      }
    }
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
      // Where a range ends is known when it was read, so each begins after the one before it.
      let next = Promise.resolve(from);
      const readOn = () => {
        const reading = next.then((start) => (start > to ? [] : readNext(start, to)));
        next = reading.then((range) => (range.at(-1)?.block.number ?? to) + 1);
        // Awaited later, or never; until then, their failure must not count as nobody's.
        reading.catch(() => {});
        next.catch(() => {});
        ahead.push(reading);
      };
      for (let n = 0; n < AHEAD; n += 1) readOn();
      for (;;) {
        readOn();
        const range = await ahead.shift();
        if (!range || range.length === 0) return;
        yield range;
      }
    },
  };
}
