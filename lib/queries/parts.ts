import type { BlockRef } from '@/lib/domain/entities';
import { read, type Source, type View } from './view';

/** The chain has taken back the block that an export was being read at: it cannot be finished. */
export class UndoneBlockError extends Error {
  override name = 'UndoneBlockError';
  constructor(block: number) {
    super(`Block ${block} was undone while the export was being read. Start it again.`);
  }
}

/**
 * One part of something long, at the block that its first part was read at. Each part has a transaction of its own:
 * whoever reads slowly holds no connection meanwhile. Throws {@link UndoneBlockError} after a reorg.
 */
export async function readPart<Part>(
  source: Source,
  at: BlockRef,
  part: (view: View) => Promise<Part>,
): Promise<Part> {
  const found = await read(
    source,
    async (view) => {
      if (view.at.hash !== at.hash) throw new UndoneBlockError(at.number);
      const value = await part(view);
      return async () => ({ value });
    },
    { block: at.number },
  );
  if (found === null) throw new UndoneBlockError(at.number);
  return found.value;
}
