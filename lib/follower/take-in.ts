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
  type WriteTx,
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
 * @returns the last block; null when there was none
 */
export const takeIn = (
  writer: Writer,
  memory: Memory,
  pieces: Iterable<BlockEvents[]> | AsyncIterable<BlockEvents[]>,
  context: ReduceContext,
): Promise<BlockHeader | null> =>
  inTransaction(writer, memory, context, async (tx, steps) => {
    let newest: BlockHeader | null = null;
    for await (const piece of pieces) {
      await steps.happened(piece);
      await steps.moved(piece);
      await steps.changed(piece);
      await steps.flush();
      newest = piece.at(-1)?.block ?? newest;
    }
    await steps.finishChanges();
    await steps.finishMoves();
    if (newest) announceHead(tx, newest);
    return newest;
  });

/**
 * The same for one block that people wait for: the database writes what happened while it is worked out what follows.
 * @param stands asks whether the chain has the block still; nothing is kept when it rejects
 */
export const takeInOne = (
  writer: Writer,
  memory: Memory,
  taken: BlockEvents,
  stands: () => Promise<void>,
  context: ReduceContext,
): Promise<BlockHeader> =>
  inTransaction(writer, memory, context, async (tx, steps) => {
    await steps.happened([taken]);
    tx.send();
    const standing = stands();
    standing.catch(() => {}); // heard of below, unless something else goes wrong first
    await steps.moved([taken]);
    await steps.finishMoves();
    await steps.changed([taken]);
    await steps.finishChanges();
    announceHead(tx, taken.block);
    tx.send();
    await standing;
    return taken.block;
  });

/** What is written of blocks, each in its turn; what may have a successor in the next block is kept until it is finished. */
type Steps = {
  /** the blocks and their facts */
  happened(piece: BlockEvents[]): Promise<void>;
  /** what they move in Amp */
  moved(piece: BlockEvents[]): Promise<void>;
  /** what else they change */
  changed(piece: BlockEvents[]): Promise<void>;
  flush(): Promise<void>;
  finishMoves(): Promise<void>;
  finishChanges(): Promise<void>;
};

async function inTransaction<Value>(
  writer: Writer,
  memory: Memory,
  context: ReduceContext,
  work: (tx: WriteTx, steps: Steps) => Promise<Value>,
): Promise<Value> {
  const now = new Map<string, Entity>();
  try {
    const value = await writer.transaction((tx) => work(tx, stepsOf(tx, memory, now, context)));
    for (const [name, entity] of now) memory.entities.set(name, entity);
    return value;
  } catch (error) {
    // Whether it was committed cannot be told when the connection breaks: nothing is known any more.
    memory.clear();
    throw error;
  }
}

/** @param now where it puts what the blocks leave of each entity */
function stepsOf(
  tx: WriteTx,
  { entities, ledger }: Memory,
  now: Map<string, Entity>,
  context: ReduceContext,
): Steps {
  const known = new Map<string, Entity | null>();
  const lookup = lookupIn({ get: (name) => now.get(name) ?? known.get(name) });
  const versions = createVersionWriter(tx, (name) => known.get(name) === null);
  const balances = ledger.begin(tx);
  return {
    async happened(piece) {
      await tx.copy(
        blocksTable,
        piece.map(({ block }) => block),
      );
      await writeFacts(
        tx,
        piece.flatMap(({ events }) => events),
      );
    },
    moved: (piece) =>
      balances.add(
        piece.map(({ block, events }) => ({ number: block.number, events })),
        context,
      ),
    async changed(piece) {
      const blocks = piece.map(({ block, events }) => ({ block, events: events.filter(isOfEntities) }));
      const events = blocks.flatMap((one) => one.events);
      await loadTouched(tx.db, { cache: entities, known, now }, events, context);
      for (const { block, events } of blocks) {
        const changes = reduceEvents(lookup, events, context);
        for (const change of changes) now.set(changeName(change), change.value);
        versions.add(block.number, changes);
      }
    },
    async flush() {
      await versions.flush();
      await balances.flush();
    },
    finishMoves: balances.finish,
    finishChanges: versions.finish,
  };
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
