import type { PublicClient } from 'viem';
import type { Finality } from '@/lib/domain/entities';
import { oncePerBlock } from './once-per-block';

/** Numbers of the newest blocks that the chain calls safe and finalized. */
export type FinalHeads = { safe: number; finalized: number };

export type FinalityReader = (head: { hash: string }) => Promise<FinalHeads | null>;

/** What the chain calls final while `head` is its newest block; null when the node cannot say. */
export function createFinalityReader(client: PublicClient): FinalityReader {
  const once = oncePerBlock<FinalHeads>();
  return (head) =>
    once(head.hash, async () => {
      const [safe, finalized] = await Promise.all([
        client.getBlock({ blockTag: 'safe' }),
        client.getBlock({ blockTag: 'finalized' }),
      ]);
      return { safe: Number(safe.number), finalized: Number(finalized.number) };
    }).catch(() => null);
}

/** Finality of a block. Never more than is known: without an answer from the node it is just the latest. */
export function finalityOf(block: number, heads: FinalHeads | null): Finality {
  if (heads === null) return 'latest';
  if (block <= heads.finalized) return 'finalized';
  return block <= heads.safe ? 'safe' : 'latest';
}
