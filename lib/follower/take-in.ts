import {
  type Database,
  type Db,
  insertRows,
  type Known,
  loadEntities,
  lookupIn,
  remember,
  writeBlocks,
} from '@/lib/db';
import { eventToRow } from '@/lib/db/event-rows';
import { blocks as blocksTable, events as eventsTable } from '@/lib/db/schema';
import type { BlockHeader, ChainEvent } from '@/lib/domain/events';
import { type ReduceContext, reduceEvents } from '@/lib/domain/reduce';
import { touchedBy } from '@/lib/domain/touched-by';

export type BlockEvents = { block: BlockHeader; events: ChainEvent[] };

/**
 * Writes blocks that follow on each other, with all that they change, in one transaction: either all of it is there
 * afterwards or nothing. Many blocks at once leave the same rows as one by one.
 */
export async function takeIn(
  { db }: Database,
  blocks: readonly BlockEvents[],
  context: ReduceContext,
): Promise<void> {
  await db.transaction(async (tx) => {
    const known = await loadTouched(
      tx,
      blocks.flatMap(({ events }) => events),
      context,
    );
    const changed = blocks.map(({ block, events }) => {
      const changes = reduceEvents(lookupIn(known), events, context);
      remember(known, changes);
      return { block: block.number, changes };
    });
    await insertRows(
      tx,
      blocksTable,
      blocks.map(({ block }) => block),
    );
    await insertRows(
      tx,
      eventsTable,
      blocks.flatMap(({ events }) => events.map(eventToRow)),
    );
    await writeBlocks(tx, changed);
  });
}

/** What the events need to know. Pools and locks first: only they can say in which generation and epoch the rest is. */
async function loadTouched(tx: Db, events: readonly ChainEvent[], context: ReduceContext): Promise<Known> {
  const known: Known = new Map();
  const asked = new Set<string>();
  for (const _round of ['pools and locks', 'what is theirs']) {
    const refs = events
      .flatMap((event) => touchedBy(event, context, lookupIn(known)))
      .filter(({ kind, key }) => !asked.has(`${kind}/${key}`));
    for (const { kind, key } of refs) asked.add(`${kind}/${key}`);
    for (const [name, entity] of await loadEntities(tx, refs)) known.set(name, entity);
  }
  return known;
}
