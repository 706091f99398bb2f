import type { Db } from '@/lib/db';
import {
  announceHead,
  changeName,
  type Entity,
  type EntityCache,
  loadEntities,
  lookupIn,
  nameOf,
  type Writer,
  writeBlocks,
  writeFacts,
} from '@/lib/db';
import { blocks as blocksTable } from '@/lib/db/schema';
import type { EntityRef } from '@/lib/domain/entity-key';
import type { BlockHeader, ChainEvent } from '@/lib/domain/events';
import { type ReduceContext, reduceEvents } from '@/lib/domain/reduce';
import { touchedBy } from '@/lib/domain/touched-by';

export type BlockEvents = { block: BlockHeader; events: ChainEvent[] };

/**
 * Writes blocks that follow on each other, with all that they change, in one transaction: either all of it is there
 * afterwards or nothing. Many blocks at once leave the same rows as one by one.
 * @param cache what is known of the database before; knows what these blocks made of it once they are committed
 */
export async function takeIn(
  writer: Writer,
  cache: EntityCache,
  blocks: readonly BlockEvents[],
  context: ReduceContext,
): Promise<void> {
  const last = blocks.at(-1);
  if (!last) return;
  const events = blocks.flatMap((block) => block.events);
  try {
    const changed = await writer.transaction(async (tx) => {
      const known = await loadTouched(tx.db, cache, events, context);
      const now = new Map<string, Entity>();
      const lookup = lookupIn({ get: (name) => now.get(name) ?? known.get(name) });
      const changes = blocks.map(({ block, events }) => {
        const made = reduceEvents(lookup, events, context);
        for (const change of made) now.set(changeName(change), change.value);
        return { block: block.number, changes: made };
      });
      await tx.copy(
        blocksTable,
        blocks.map(({ block }) => block),
      );
      await writeFacts(tx, events);
      await writeBlocks(tx, changes, (name) => known.get(name) === null);
      await announceHead(tx, last.block);
      return now;
    });
    for (const [name, entity] of changed) cache.set(name, entity);
  } catch (error) {
    // Whether it was committed cannot be told when the connection breaks: nothing is known any more.
    cache.clear();
    throw error;
  }
}

/**
 * All that the events need to know of the database, from the cache or read into it; null where there is nothing. Held
 * apart from the cache, which may forget any of it. Once more when pools or locks were read: only they can say in which
 * generation and epoch the rest is.
 */
async function loadTouched(
  db: Db,
  cache: EntityCache,
  events: readonly ChainEvent[],
  context: ReduceContext,
): Promise<Map<string, Entity | null>> {
  const known = new Map<string, Entity | null>();
  const lookup = lookupIn({ get: (name) => known.get(name) ?? cache.get(name) });
  for (;;) {
    const missing = new Map<string, EntityRef>();
    for (const event of events) {
      for (const ref of touchedBy(event, context, lookup)) {
        const name = nameOf(ref);
        if (known.has(name) || missing.has(name)) continue;
        const cached = cache.get(name);
        if (cached === undefined) missing.set(name, ref);
        else known.set(name, cached);
      }
    }
    if (missing.size === 0) return known;
    const found = await loadEntities(db, [...missing.values()]);
    let again = false;
    for (const [name, { kind }] of missing) {
      const entity = found.get(name) ?? null;
      known.set(name, entity);
      cache.set(name, entity);
      again ||= entity !== null && (kind === 'pool' || kind === 'lock');
    }
    if (!again) return known;
  }
}
