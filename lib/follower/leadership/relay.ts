import { and, desc, gte, lte } from 'drizzle-orm';
import type { Database } from '@/lib/db';
import { blocks } from '@/lib/db/schema';
import type { BlockHeader } from '@/lib/domain/events';
import type { FollowerMessage } from '../sync';
import type { Trail } from './trail';

type Point = { number: number; hash: string };

export type RelayOptions = {
  database: Pick<Database, 'db'>;
  trail: Trail;
  /** the blocks after `point`, oldest first; null when the database does not have it, or too much came since */
  readAfter: (point: Point) => Promise<Extract<FollowerMessage, { type: 'delta' }>[] | null>;
  publish: (message: FollowerMessage) => void;
  /** what comes next does not follow on what was published */
  onRestart: () => void;
};

/**
 * Publishes what another process writes, as that one does itself: block by block, and what a reorg takes back. It looks
 * at the database alone, so that a notification which is lost, or comes twice, changes nothing.
 */
export type Relay = {
  /** Publishes until this process stands where the database does. Rejects when the database cannot be read. */
  catchUp: () => Promise<void>;
};

/** Blocks to begin with: a client that comes from another process may stand at any of them. */
const FIRST = 500;

export function createRelay({ database: { db }, trail, readAfter, publish, onRestart }: RelayOptions): Relay {
  let running: Promise<void> | null = null;
  let again = false;

  const newest = (count: number): Promise<BlockHeader[]> =>
    db.select().from(blocks).orderBy(desc(blocks.number)).limit(count);

  const pass = (message: FollowerMessage) => {
    trail.add(message);
    publish(message);
  };

  async function begin(): Promise<void> {
    trail.begin((await newest(FIRST)).reverse());
  }

  /** The newest block of ours that the database still has; null when there is none. */
  async function ancestorOf(head: BlockHeader): Promise<BlockHeader | null> {
    const ours = trail.blocks();
    const oldest = ours.at(-1) ?? head;
    const theirs = await db
      .select({ number: blocks.number, hash: blocks.hash })
      .from(blocks)
      .where(and(gte(blocks.number, oldest.number), lte(blocks.number, head.number)));
    const known = new Set(theirs.map(({ hash }) => hash));
    return ours.find(({ hash }) => known.has(hash)) ?? null;
  }

  /** One step towards the database; false when there is none left to take. */
  async function step(): Promise<boolean> {
    const head = trail.head();
    if (!head) {
      await begin();
      return false;
    }
    const missed = await readAfter(head);
    if (missed) {
      for (const delta of missed) pass(delta);
      return missed.length > 0;
    }
    const ancestor = await ancestorOf(head);
    if (ancestor && ancestor.hash !== head.hash) {
      pass({ type: 'rollback', ancestor });
      return true;
    }
    await begin();
    onRestart();
    return false;
  }

  async function run(): Promise<void> {
    do {
      again = false;
      while (await step());
    } while (again);
  }

  return {
    catchUp() {
      again = true;
      running ??= run().finally(() => {
        running = null;
      });
      return running;
    },
  };
}
