import { and, asc, eq, gt } from 'drizzle-orm';
import { type Database, eventFromRow, transferFromRow } from '@/lib/db';
import { blocks, events, transfers } from '@/lib/db/schema';
import type { LiveDelta } from '@/lib/domain/api';
import type { ChainEvent } from '@/lib/domain/events';

/** More than this is slower to replay than to start over from a snapshot. */
const MOST_BLOCKS = 2_000;
const MOST_EVENTS = 10_000;

/**
 * The blocks after `point` as the stream would have sent them; null when the database has no such block, so that it
 * was rolled back, or when it was too long ago.
 */
export async function readDeltasAfter(
  { db }: Pick<Database, 'db'>,
  point: { number: number; hash: string },
): Promise<LiveDelta[] | null> {
  return db.transaction(
    async (tx) => {
      const [known] = await tx
        .select({ hash: blocks.hash })
        .from(blocks)
        .where(and(eq(blocks.number, point.number)));
      if (known?.hash !== point.hash) return null;
      const headers = await tx
        .select()
        .from(blocks)
        .where(gt(blocks.number, point.number))
        .orderBy(asc(blocks.number))
        .limit(MOST_BLOCKS + 1);
      if (headers.length > MOST_BLOCKS) return null;
      const rows = await tx
        .select()
        .from(events)
        .where(gt(events.block, point.number))
        .orderBy(asc(events.block), asc(events.logIndex))
        .limit(MOST_EVENTS + 1);
      const moved = await tx
        .select()
        .from(transfers)
        .where(gt(transfers.block, point.number))
        .orderBy(asc(transfers.block), asc(transfers.logIndex))
        .limit(MOST_EVENTS + 1);
      if (rows.length + moved.length > MOST_EVENTS) return null;
      const byBlock = new Map<number, ChainEvent[]>(headers.map(({ number }) => [number, []]));
      for (const event of [...rows.map(eventFromRow), ...moved.map(transferFromRow)]) {
        byBlock.get(event.at.block)?.push(event);
      }
      for (const happened of byBlock.values()) happened.sort((a, b) => a.at.logIndex - b.at.logIndex);
      return headers.map(
        (block): LiveDelta => ({
          type: 'delta',
          block,
          events: byBlock.get(block.number) ?? [],
        }),
      );
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}
