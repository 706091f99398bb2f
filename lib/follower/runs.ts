import { setTimeout as sleep } from 'node:timers/promises';
import type { BlockHeader } from '@/lib/domain/events';
import type { BlockEvents } from './take-in';

/** `over`: there is no more; `elsewhere`: what comes does not follow on the block it was asked to follow. */
export type Run = AsyncIterable<BlockEvents[]> | 'over' | 'elsewhere';

export type RunLimits = {
  events: number;
  ms: number;
  /** how long a run waits for the next piece before it ends */
  waitMs: number;
};

/**
 * Cuts a stream of blocks into runs, each for one transaction: it begins when its first piece has come, and ends when it
 * holds enough or the next piece keeps it waiting. A failure of the stream ends a run, and is thrown by the next one.
 */
export function createRunReader(pieces: AsyncGenerator<BlockEvents[]>, limits: RunLimits) {
  const read = () => {
    const reading = pieces.next();
    // Awaited later; until then, its failure must not count as nobody's.
    reading.catch(() => {});
    return reading;
  };
  let pending = read();

  /** The next piece if it comes in time, and follows on the block before. */
  async function soon(before: BlockHeader): Promise<BlockEvents[] | null> {
    const late = new AbortController();
    const waiting = sleep(limits.waitMs, null, { signal: late.signal }).catch(() => null);
    const come = await Promise.race([pending.catch(() => null), waiting]);
    late.abort();
    if (!come || come.done || !follows(come.value, before)) return null;
    pending = read();
    return come.value;
  }

  async function* run(first: BlockEvents[]): AsyncGenerator<BlockEvents[]> {
    const end = Date.now() + limits.ms;
    let events = 0;
    for (let piece: BlockEvents[] | null = first; piece; ) {
      const last: BlockEvents | undefined = piece.at(-1);
      if (!last) return;
      events += piece.reduce((sum, block) => sum + block.events.length, 0);
      yield piece;
      if (events >= limits.events || Date.now() > end) return;
      piece = await soon(last.block);
    }
  }

  return {
    /** The run that follows on `head`, the newest block that was taken in. Throws what the stream throws. */
    async next(head: BlockHeader | null): Promise<Run> {
      const { done, value } = await pending;
      if (done) return 'over';
      if (head && !follows(value, head)) return 'elsewhere';
      pending = read();
      return run(value);
    },
  };
}

const follows = ([first]: BlockEvents[], before: BlockHeader): boolean =>
  first?.block.parentHash === before.hash;
