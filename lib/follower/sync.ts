import { desc, eq, inArray } from 'drizzle-orm';
import {
  announceHead,
  type Database,
  isBare,
  putUpIndexes,
  recountSpendable,
  rollbackTo,
  takeDownIndexes,
  type Writer,
} from '@/lib/db';
import { blocks } from '@/lib/db/schema';
import type { Deployment } from '@/lib/domain/api';
import type { BlockHeader, ChainEvent } from '@/lib/domain/events';
import type { ReduceContext } from '@/lib/domain/reduce';
import type { Repair } from './audit/auditor';
import type { ChainHeader, ChainReader } from './chain-reader';
import { createDecoder } from './decode';
import { findAncestor } from './find-ancestor';
import { ChainMovedError, readBlock } from './range';
import { createRangeReader } from './read-ahead';
import { createRunReader } from './runs';
import { type BlockEvents, createMemory, takeIn, takeInOne } from './take-in';

/**
 * What changed, after it was committed, in the order of the commits. Of blocks that a backfill takes in nothing is told:
 * the next delta then does not follow on the one before.
 */
export type FollowerMessage =
  | { type: 'delta'; block: BlockHeader; events: ChainEvent[] }
  | { type: 'rollback'; ancestor: BlockHeader };

/**
 * Further behind than this, blocks are read and written many at a time, and nobody is told of each. One that has
 * followed before has listeners, and is not so soon given up.
 */
const LIVE_WINDOW = { empty: 32, followed: 200 };
/** What a transaction of a backfill holds at most. It waits for the node for moments only: others may want to read. */
const TRANSACTION = { events: 60_000, ms: 2_000, waitMs: 100 };
/** Indexes that are built at the same time when it is over: one keeps a core of the database busy. */
const BUILDERS = 2;
/**
 * A node that is behind others answers with an older head now and then. Only a chain that stays shorter than what is
 * stored, and does not know our head, has really lost blocks.
 */
const SHORTER_GRACE_MS = 2_000;
/** Where there are several nodes, those that have our head may only be silent for a moment. */
const SHORTER_GRACE_OF_MANY_MS = 30_000;

export type Sync = {
  /** The newest block in the database; null while there is none. */
  head: () => BlockHeader | null;
  /** Reads the head from the database, after opening it or after a transaction with an unknown end. */
  load: () => Promise<void>;
  /** Takes in what the chain has more; false when it moved meanwhile, so that more may be waiting. */
  advance: (latest: ChainHeader) => Promise<boolean>;
  /** Takes back what is stored wrongly, so that it is read again; nothing when a reorg has taken it back already. */
  repair: (repair: Repair) => Promise<void>;
};

export function createSync({
  database,
  writer,
  deployment,
  reader,
  nodes,
  onMessage,
  onBackfill,
  onFilled,
  onReorg,
}: {
  database: Database;
  /** the one that leads; asked for at each transaction, since it may be another after trouble */
  writer: () => Writer;
  deployment: Deployment;
  reader: ChainReader;
  /** how many nodes there are to read from */
  nodes: number;
  onMessage: (message: FollowerMessage) => void;
  onBackfill: (blocksLeft: number) => void;
  /** a range was written */
  onFilled: () => void;
  onReorg: (depth: number) => void;
}): Sync {
  const { db } = database;
  const decoder = createDecoder(deployment);
  const context: ReduceContext = {
    epochLength: deployment.epochLength,
    // A token that was there before us, the only kind without a swap token here, moved before our first block: who
    // held what is not known then.
    balances: deployment.swapToken
      ? 'all'
      : { owners: [deployment.collateralPool, deployment.walletCollateral] },
  };
  const memory = createMemory();
  const ranges = createRangeReader(reader, decoder);
  let head: BlockHeader | null = null;
  let bare = false;
  let shorterSince: number | null = null;

  const follows = ({ parentHash }: BlockHeader): boolean => !head || head.hash === parentHash;

  async function write(blocks: Iterable<BlockEvents[]> | AsyncIterable<BlockEvents[]>): Promise<void> {
    head = (await takeIn(writer(), memory, blocks, context)) ?? head;
  }

  /**
   * @param ancestor block `number`; null where nothing is stored of it
   * @param doubted whether what is stored may be wrong, so that sums are added up anew
   */
  async function goBack(
    number: number,
    ancestor: BlockHeader | null,
    { doubted = false } = {},
  ): Promise<void> {
    memory.clear();
    await writer().transaction(async (tx) => {
      await rollbackTo(tx.db, number);
      if (doubted && context.balances === 'all') await recountSpendable(tx.db);
      if (ancestor) announceHead(tx, ancestor);
    });
    head = ancestor;
  }

  /** Back to the newest block that the chain still has. */
  async function rewind(top: number): Promise<void> {
    if (!head) return;
    const ancestor = await findAncestor(db, reader, Math.min(top, head.number));
    const depth = head.number - ancestor.number;
    // Our head is still on the chain: it moved back meanwhile, or does not hang together. Reading again tells.
    if (depth === 0) return;
    await goBack(ancestor.number, ancestor);
    onReorg(depth);
    onMessage({ type: 'rollback', ancestor });
  }

  /** The chain's head is not above ours. */
  async function compare(latest: BlockHeader, ours: BlockHeader): Promise<void> {
    if (latest.hash === ours.hash) {
      shorterSince = null;
      return;
    }
    const [stored] = await db.select().from(blocks).where(eq(blocks.number, latest.number));
    if (stored?.hash !== latest.hash) return rewind(latest.number);
    shorterSince ??= Date.now();
    if (Date.now() - shorterSince < (nodes > 1 ? SHORTER_GRACE_OF_MANY_MS : SHORTER_GRACE_MS)) return;
    if (!(await reader.headerOfHash(ours.hash))) await rewind(latest.number);
    shorterSince = null;
  }

  /** One by one, each a transaction of its own: what a page shows next must not wait for others. */
  async function takeOneByOne(from: number, latest: ChainHeader): Promise<boolean> {
    const between = Array.from({ length: latest.number - from }, (_, index) => from + index);
    for (const block of [...(await reader.headers(between)), latest]) {
      if (!block) return false;
      if (!follows(block)) {
        await rewind(block.number - 1);
        return false;
      }
      const { taken, stands } = await readBlock(reader, decoder, block);
      head = await takeInOne(writer(), memory, taken, stands, context);
      onMessage({ type: 'delta', ...taken });
    }
    return true;
  }

  /** Readers come when the database is level with the chain, and want what was taken down to fill it. */
  async function dress(): Promise<void> {
    if (!bare) return;
    await putUpIndexes(db, BUILDERS);
    bare = false;
    // Without statistics the first questions would be answered by the wrong plans; nothing waits for them here.
    void database.db.execute('analyze').catch(() => {});
  }

  /** Many blocks a transaction; the next ranges are read while one is written. */
  async function backfill(from: number, last: number): Promise<boolean> {
    if (!head) {
      if (!bare) await writer().transaction((tx) => takeDownIndexes(tx.db));
      bare = true;
      memory.startEmpty();
    }
    const source = createRunReader(ranges.read(from, last), TRANSACTION);
    for (;;) {
      onBackfill(last - (head?.number ?? from - 1));
      const run = await source.next(head);
      if (run === 'over') {
        await dress();
        return true;
      }
      if (run === 'elsewhere') {
        await rewind(head?.number ?? from);
        return false;
      }
      await write(run);
      onFilled();
    }
  }

  return {
    head: () => head,
    async load() {
      memory.clear();
      const [newest] = await db.select().from(blocks).orderBy(desc(blocks.number)).limit(1);
      if (!newest) memory.startEmpty();
      head = newest ?? null;
      bare = await isBare(db);
    },
    async repair({ from, at, proven }) {
      const stored = await db
        .select()
        .from(blocks)
        .where(inArray(blocks.number, [from - 1, at.number]));
      if (stored.find(({ number }) => number === at.number)?.hash !== at.hash) return;
      const ancestor = stored.find(({ number }) => number === from - 1) ?? null;
      await goBack(from - 1, ancestor, { doubted: true });
      if (ancestor) onMessage({ type: 'rollback', ancestor });
      if (!proven || !follows(proven.block)) return;
      await write([[proven]]);
      onMessage({ type: 'delta', ...proven });
    },
    async advance(latest) {
      try {
        const from = head ? head.number + 1 : deployment.startBlock;
        if (latest.number - from >= (head ? LIVE_WINDOW.followed : LIVE_WINDOW.empty)) {
          shorterSince = null;
          return await backfill(from, latest.number);
        }
        await dress();
        if (head && latest.number <= head.number) {
          const before = head;
          await compare(latest, head);
          return head === before;
        }
        shorterSince = null;
        if (latest.number < from) return true;
        return await takeOneByOne(from, latest);
      } catch (error) {
        if (error instanceof ChainMovedError) return false;
        throw error;
      }
    },
  };
}
