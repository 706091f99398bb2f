import {
  announceHead,
  type BalanceLedger,
  changeName,
  createBalanceLedger,
  createEntityCache,
  createVersionWriter,
  type Db,
  type Entity,
  type EntityCache,
  loadEntities,
  lookupIn,
  nameOf,
  type Writer,
  writeFacts,
} from '@/lib/db';
import { blocks as blocksTable } from '@/lib/db/schema';
import type { EntityRef } from '@/lib/domain/entity-key';
import type { BlockHeader, ChainEvent } from '@/lib/domain/events';
import { type ReduceContext, reduceEvents } from '@/lib/domain/reduce';
import { touchedBy } from '@/lib/domain/touched-by';

export type BlockEvents = { block: BlockHeader; events: ChainEvent[] };

/** What the only writer knows of the database, so that it need not read what it has written. */
export type Memory = {
  entities: EntityCache;
  ledger: BalanceLedger;
  /** Nothing is known any more. */
  clear(): void;
  /** The database has no blocks. */
  startEmpty(): void;
};

export function createMemory(): Memory {
  const [entities, ledger] = [createEntityCache(), createBalanceLedger()];
  return {
    entities,
    ledger,
    clear() {
      entities.clear();
      ledger.clear();
    },
    startEmpty() {
      entities.startEmpty();
      ledger.startEmpty();
    },
  };
}

/**
 * Writes blocks that follow on each other, with all that they change, in one transaction: either all of it is there
 * afterwards or nothing. Many blocks at once leave the same rows as one by one.
 * @param memory knows what these blocks made of the database once they are committed
 * @param pieces the blocks, a few at a time, so that few are in memory; whoever makes them wait holds the transaction
 * @param hurry for a single block: the database writes what happened while it is worked out what follows from it
 * @returns the last block; null when there was none
 */
export async function takeIn(
  writer: Writer,
  memory: Memory,
  pieces: Iterable<BlockEvents[]> | AsyncIterable<BlockEvents[]>,
  context: ReduceContext,
  { hurry = false }: { hurry?: boolean } = {},
): Promise<BlockHeader | null> {
  const { entities, ledger } = memory;
  const now = new Map<string, Entity>();
  try {
    const last = await writer.transaction(async (tx) => {
      let newest: BlockHeader | null = null;
      const known = new Map<string, Entity | null>();
      const lookup = lookupIn({ get: (name) => now.get(name) ?? known.get(name) });
      const versions = createVersionWriter(tx, (name) => known.get(name) === null);
      const balances = ledger.begin(tx);
      for await (const piece of pieces) {
        const blocks = piece.map(({ block, events }) => ({ number: block.number, events }));
        const events = blocks.flatMap((block) => block.events);
        await tx.copy(
          blocksTable,
          piece.map(({ block }) => block),
        );
        await writeFacts(tx, events);
        if (hurry) tx.send();
        await balances.add(blocks, context);
        if (hurry) {
          await balances.finish();
          tx.send();
        }
        await loadTouched(tx.db, { cache: entities, known, now }, events.filter(isOfEntities), context);
        for (const { number, events } of blocks) {
          const changes = reduceEvents(lookup, events.filter(isOfEntities), context);
          for (const change of changes) now.set(changeName(change), change.value);
          versions.add(number, changes);
        }
        await versions.flush();
        await balances.flush();
        if (hurry) {
          await versions.finish();
          tx.send();
        }
        newest = piece.at(-1)?.block ?? newest;
      }
      await versions.finish();
      if (!hurry) await balances.finish();
      if (newest) announceHead(tx, newest);
      return newest;
    });
    for (const [name, entity] of now) entities.set(name, entity);
    return last;
  } catch (error) {
    // Whether it was committed cannot be told when the connection breaks: nothing is known any more.
    memory.clear();
    throw error;
  }
}

/** What moves slices of Amp, and does nothing else, is the ledger's. */
const isOfEntities = ({ name }: ChainEvent): boolean => name !== 'TransferByPartition' && name !== 'Minted';

/**
 * Puts into `known` all that the events need to know of the database, from the cache or read into it; null where there
 * is nothing. Held apart from the cache, which may forget any of it. Once more when pools or locks were read: only they
 * can say in which generation and epoch the rest is.
 */
async function loadTouched(
  db: Db,
  { cache, known, now }: { cache: EntityCache; known: Map<string, Entity | null>; now: Map<string, Entity> },
  events: readonly ChainEvent[],
  context: ReduceContext,
): Promise<void> {
  const lookup = lookupIn({ get: (name) => now.get(name) ?? known.get(name) ?? cache.get(name) });
  for (let again = true; again; ) {
    again = false;
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
    if (missing.size === 0) return;
    const found = await loadEntities(db, [...missing.values()]);
    for (const [name, { kind }] of missing) {
      const entity = found.get(name) ?? null;
      known.set(name, entity);
      cache.set(name, entity);
      again ||= entity !== null && (kind === 'pool' || kind === 'lock');
    }
  }
}
