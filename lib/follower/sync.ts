import { desc, eq, inArray } from 'drizzle-orm';
import { announceHead, createEntityCache, type Database, rollbackTo, type Writer } from '@/lib/db';
import { blocks } from '@/lib/db/schema';
import type { Deployment } from '@/lib/domain/api';
import type { BlockHeader, ChainEvent } from '@/lib/domain/events';
import type { ReduceContext } from '@/lib/domain/reduce';
import type { Repair } from './audit/auditor';
import type { ChainHeader, ChainReader } from './chain-reader';
import { createDecoder } from './decode';
import { findAncestor } from './find-ancestor';
import { LyingNodeError } from './nodes/log-check';
import { ChainMovedError, readBlock, readRange } from './range';
import { type BlockEvents, takeIn } from './take-in';

/**
 * What changed, after it was committed, in the order of the commits. Of blocks that a backfill takes in nothing is told:
 * the next delta then does not follow on the one before.
 */
export type FollowerMessage =
  | { type: 'delta'; block: BlockHeader; events: ChainEvent[] }
  | { type: 'rollback'; ancestor: BlockHeader };

/** Further behind than this, blocks are read and written many at a time. */
const LIVE_WINDOW = 32;
/** Blocks a range. */
const RANGE = { first: 100, least: 10, most: 2_000 };
/** Events a range is meant to hold: enough for few transactions, few enough for little memory. */
const RANGE_EVENTS = 5_000;
/** A range that takes longer to read than this is cut. */
const RANGE_TARGET_MS = 1_500;
/** Ranges that are read while another is written. */
const AHEAD = 2;
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
  const cache = createEntityCache();
  let head: BlockHeader | null = null;
  let rangeSize = RANGE.first;
  let shorterSince: number | null = null;

  const follows = ({ parentHash }: BlockHeader): boolean => !head || head.hash === parentHash;

  async function write(batch: BlockEvents[]): Promise<void> {
    await takeIn(writer(), cache, batch, context);
    head = batch.at(-1)?.block ?? head;
  }

  /** @param ancestor block `number`; null where nothing is stored of it */
  async function goBack(number: number, ancestor: BlockHeader | null): Promise<void> {
    cache.clear();
    await writer().transaction(async (tx) => {
      await rollbackTo(tx.db, number);
      if (ancestor) await announceHead(tx, ancestor);
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
      const taken = await readBlock(reader, decoder, block);
      await write([taken]);
      onMessage({ type: 'delta', ...taken });
    }
    return true;
  }

  /** One range, as long as what was read before lets expect it to be of use. */
  async function readNext(from: number, last: number): Promise<BlockEvents[]> {
    for (;;) {
      const to = Math.min(last, from + rangeSize - 1);
      const started = Date.now();
      try {
        const batch = await readRange(reader, decoder, from, to);
        adapt(batch, Date.now() - started);
        return batch;
      } catch (error) {
        // Nodes limit what one answer may hold, each in its own words: ask for less before giving up.
        if (error instanceof ChainMovedError || error instanceof LyingNodeError) throw error;
        if (rangeSize <= RANGE.least) throw error;
        rangeSize = Math.max(RANGE.least, Math.floor(rangeSize / 4));
      }
    }
  }

  function adapt(batch: readonly BlockEvents[], tookMs: number): void {
    const events = batch.reduce((sum, block) => sum + block.events.length, 0);
    const fitting = Math.floor((batch.length * RANGE_EVENTS) / Math.max(1, events));
    const allowed = tookMs > RANGE_TARGET_MS ? Math.floor(rangeSize / 2) : rangeSize * 2;
    rangeSize = Math.max(RANGE.least, Math.min(RANGE.most, fitting, allowed));
  }

  /** Many blocks a transaction; the next ranges are read while one is written. */
  async function backfill(from: number, last: number): Promise<boolean> {
    const ahead: Promise<BlockEvents[]>[] = [];
    // Where a range ends is known when it was read, so each begins after the one before it.
    let next = Promise.resolve(from);
    const readAhead = () => {
      const reading = next.then((start) => (start > last ? [] : readNext(start, last)));
      // Awaited later; until then, its failure must not count as nobody's.
      reading.catch(() => {});
      next = reading.then((batch) => (batch.at(-1)?.block.number ?? last) + 1);
      next.catch(() => {});
      ahead.push(reading);
    };
    for (let n = 0; n <= AHEAD; n += 1) readAhead();
    for (;;) {
      onBackfill(last - (head?.number ?? from - 1));
      const batch = (await ahead.shift()) ?? [];
      const first = batch[0];
      if (!first) return true;
      if (!follows(first.block)) {
        await rewind(first.block.number - 1);
        return false;
      }
      readAhead();
      await write(batch);
      onFilled();
    }
  }

  return {
    head: () => head,
    async load() {
      cache.clear();
      const [newest] = await db.select().from(blocks).orderBy(desc(blocks.number)).limit(1);
      head = newest ?? null;
    },
    async repair({ from, at, proven }) {
      const stored = await db
        .select()
        .from(blocks)
        .where(inArray(blocks.number, [from - 1, at.number]));
      if (stored.find(({ number }) => number === at.number)?.hash !== at.hash) return;
      const ancestor = stored.find(({ number }) => number === from - 1) ?? null;
      await goBack(from - 1, ancestor);
      if (ancestor) onMessage({ type: 'rollback', ancestor });
      if (!proven || !follows(proven.block)) return;
      await write([proven]);
      onMessage({ type: 'delta', ...proven });
    },
    async advance(latest) {
      try {
        if (head && latest.number <= head.number) {
          const before = head;
          await compare(latest, head);
          return head === before;
        }
        shorterSince = null;
        const from = head ? head.number + 1 : deployment.startBlock;
        if (latest.number < from) return true;
        if (latest.number - from >= LIVE_WINDOW) return await backfill(from, latest.number);
        return await takeOneByOne(from, latest);
      } catch (error) {
        if (error instanceof ChainMovedError) return false;
        throw error;
      }
    },
  };
}
