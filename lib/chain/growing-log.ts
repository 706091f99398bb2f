import { BlockNotFoundError, type Log, type PublicClient } from 'viem';
import type { Hex } from '@/lib/domain/codecs';

/** Where fewer blocks than this are refused, it is not for their number. */
const LEAST = 16;
/** After so many answers in a row, twice as many blocks are tried: what was refused may have been refused for once. */
const CONFIDENT = 16;

type Part = { to: number; hash: Hex | null; logs: readonly Log[] };

/**
 * All logs of a contract since a block. Each is asked for once, but those of the `newest` blocks, which may still be
 * exchanged. Nodes limit how many blocks one question may span, each to its own measure: what is refused is asked for in
 * parts, and what was read before a failure is kept.
 */
export function createGrowingLog(
  client: PublicClient,
  { address, from, newest = 64 }: { address: Hex; from: number; newest?: number },
) {
  const nothing: Part = { to: from - 1, hash: null, logs: [] };
  let kept = nothing;
  let settling: Promise<void> | null = null;

  const hashOf = async (block: number): Promise<Hex | null> => {
    try {
      return (await client.getBlock({ blockNumber: BigInt(block) })).hash;
    } catch (error) {
      if (error instanceof BlockNotFoundError) return null;
      throw error;
    }
  };

  async function* partsOf(first: number, last: number): AsyncGenerator<Part> {
    let span = last - first + 1;
    let inARow = 0;
    for (let next = first; next <= last; ) {
      const to = Math.min(last, next + span - 1);
      try {
        // Before the logs: if the chain changes in between, it is this hash that is found to be gone.
        const hash = await hashOf(to);
        const logs = await client.getLogs({ address, fromBlock: BigInt(next), toBlock: BigInt(to) });
        yield { to, hash, logs };
        next = to + 1;
        inARow += 1;
        if (inARow % CONFIDENT === 0) span *= 2;
      } catch (error) {
        if (to - next < LEAST) throw error;
        span = Math.ceil((to - next + 1) / 2);
        inARow = 0;
      }
    }
  }

  async function settle(last: number): Promise<void> {
    // Each block names the one before: where one is still the same, all before it are.
    if (kept.hash !== null && (await hashOf(kept.to)) !== kept.hash) kept = nothing;
    for await (const part of partsOf(kept.to + 1, last)) {
      kept = { ...part, logs: [...kept.logs, ...part.logs] };
    }
  }

  return {
    /** In their order. Throws what the client throws. */
    async upTo(block: number): Promise<readonly Log[]> {
      // Whoever asks meanwhile waits for the same reading.
      settling ??= settle(block - newest).finally(() => {
        settling = null;
      });
      await settling;
      const { to, logs } = kept;
      const all = logs.filter(({ blockNumber }) => blockNumber !== null && blockNumber <= block);
      for await (const part of partsOf(to + 1, block)) all.push(...part.logs);
      return all;
    },
  };
}
