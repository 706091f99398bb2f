import { and, asc, desc, gt, lte } from 'drizzle-orm';
import type { Db } from '@/lib/db';
import { blocks } from '@/lib/db/schema';
import type { BlockHeader } from '@/lib/domain/events';
import type { ChainReader } from './chain-reader';
import { chainReplaced } from './source';

const FIRST_WINDOW = 16;
const WINDOW_GROWTH = 4;

/**
 * The newest stored block, not above `top`, that the chain still has. Looks at the nearest blocks first, then at
 * windows that grow. Throws `SourceError` when the chain has none of them.
 */
export async function findAncestor(db: Db, reader: ChainReader, top: number): Promise<BlockHeader> {
  let above = top;
  for (let size = FIRST_WINDOW; ; size *= WINDOW_GROWTH) {
    const stored = await db
      .select()
      .from(blocks)
      .where(and(lte(blocks.number, above), gt(blocks.number, above - size)))
      .orderBy(desc(blocks.number));
    if (stored.length === 0) throw chainReplaced();
    const actual = await reader.headers(stored.map(({ number }) => number));
    const ancestor = stored.find((block, index) => actual[index]?.hash === block.hash);
    if (ancestor) return ancestor;
    if (size === FIRST_WINDOW) await requireFirstBlock(db, reader);
    above -= size;
  }
}

/** Spares a long search on a chain that is another one altogether. */
async function requireFirstBlock(db: Db, reader: ChainReader): Promise<void> {
  const [first] = await db.select().from(blocks).orderBy(asc(blocks.number)).limit(1);
  if (!first || (await reader.header(first.number))?.hash !== first.hash) throw chainReplaced();
}
