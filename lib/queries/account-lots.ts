import type { Hex } from '@/lib/domain/codecs';
import type { BlockRef } from '@/lib/domain/entities';
import { type LotRow, toLotRow } from '@/lib/domain/lots-answer';
import { FifoLots } from '@/lib/domain/tax-lots';
import { readMovements } from './account-movements';
import type { ReadAt, Source } from './view';

/** An account's lots by FIFO, part by part: those that left in the order in which they left, then what is left. */
export async function readLots(
  source: Source,
  address: Hex,
  where: ReadAt,
): Promise<{ at: BlockRef; parts: AsyncIterable<LotRow[]> }> {
  const { at, parts } = await readMovements(source, address, where);
  async function* lotParts() {
    const lots = new FifoLots();
    // Parts never cut a block, so transactions come whole.
    for await (const movements of parts) yield [...lots.take(movements)].map(toLotRow);
    yield [...lots.rest()].map(toLotRow);
  }
  return { at, parts: lotParts() };
}
