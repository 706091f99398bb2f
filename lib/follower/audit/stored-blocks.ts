import { isDeepStrictEqual } from 'node:util';
import { and, asc, gte, lte } from 'drizzle-orm';
import { type Db, eventToRow, transferToRow } from '@/lib/db';
import { blocks, events, transfers } from '@/lib/db/schema';
import type { AuditFacts } from '@/lib/domain/api';
import type { BlockHeader, ChainEvent } from '@/lib/domain/events';

type Fact = { block: number; logIndex: number };

/** A block as it lies in the tables: its header, and its facts in their order, of whichever table. */
export type BlockRows = { header: BlockHeader; facts: Fact[] };

/** Blocks `from` to `to` as they are stored, all from one moment; those that are not there are left out. */
export async function readBlockRows(db: Db, from: number, to: number): Promise<BlockRows[]> {
  return db.transaction(
    async (tx) => {
      const headers = await tx
        .select()
        .from(blocks)
        .where(and(gte(blocks.number, from), lte(blocks.number, to)))
        .orderBy(asc(blocks.number));
      const facts: Fact[] = [
        ...(await tx
          .select()
          .from(events)
          .where(and(gte(events.block, from), lte(events.block, to)))),
        ...(await tx
          .select()
          .from(transfers)
          .where(and(gte(transfers.block, from), lte(transfers.block, to)))),
      ];
      const byBlock = new Map<number, Fact[]>();
      for (const fact of facts) byBlock.set(fact.block, [...(byBlock.get(fact.block) ?? []), fact]);
      return headers.map((header) => ({ header, facts: inOrder(byBlock.get(header.number) ?? []) }));
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

/** The rows that a block with these events leaves. */
export const rowsOfBlock = (header: BlockHeader, happened: readonly ChainEvent[]): BlockRows => ({
  header,
  facts: inOrder(
    happened.map((event) =>
      event.name === 'TransferByPartition' ? transferToRow(event) : eventToRow(event),
    ),
  ),
});

export const sameRows = (one: BlockRows, other: BlockRows): boolean =>
  isDeepStrictEqual(one.header, other.header) && isDeepStrictEqual(one.facts, other.facts);

/** What a block's rows say, without what another's say as well: evidence for a person. */
export function differingRows(one: BlockRows, other: BlockRows): AuditFacts {
  const others = new Set(other.facts.map(inWords));
  const own = one.facts.filter((fact) => !others.has(inWords(fact)));
  return Object.fromEntries([
    ...own.slice(0, MOST_ROWS).map((fact) => [`log ${fact.logIndex}`, inWords(fact)]),
    ...(isDeepStrictEqual(one.header, other.header) ? [] : [['header', inWords(one.header)]]),
    ['logs', String(one.facts.length)],
  ]);
}

const MOST_ROWS = 5;

const inOrder = (facts: Fact[]): Fact[] => facts.sort((a, b) => a.logIndex - b.logIndex);

const inWords = (row: object): string =>
  JSON.stringify(sorted(row), (_key, value) => (typeof value === 'bigint' ? value.toString() : value));

/** The database gives arguments back in an order of its own. */
const sorted = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, inner]) => [key, sorted(inner)]),
      )
    : value;
