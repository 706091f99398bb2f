import { type Database, type Db, insertRows, loadEntities, lookupIn, remember, writeBlocks } from '@/lib/db';
import { eventToRow } from '@/lib/db/event-rows';
import { blocks as blocksTable, events as eventsTable } from '@/lib/db/schema';
import type { EntityRef } from '@/lib/domain/entity-key';
import type { BlockHeader, ChainEvent } from '@/lib/domain/events';
import { epochOfLock, type ReduceContext, reduceEvents, touchedBy } from '@/lib/domain/reduce';

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

/** What the events need to know. Locks first: only they can say in which epochs they end. */
async function loadTouched(tx: Db, events: readonly ChainEvent[], context: ReduceContext) {
  const refs = events.flatMap((event) => touchedBy(event, context));
  const known = await loadEntities(tx, refs);
  const lookup = lookupIn(known);
  const ends = refs.flatMap((ref): EntityRef[] => {
    const lock = ref.kind === 'lock' ? lookup('lock', ref.key) : undefined;
    return lock ? [epochOfLock(lock)] : [];
  });
  if (ends.length === 0) return known;
  return new Map([...known, ...(await loadEntities(tx, ends))]);
}
