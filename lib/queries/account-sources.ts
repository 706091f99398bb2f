import { and, asc, desc, eq, gte, inArray, lte, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { eventFromRow, transferFromRow } from '@/lib/db';
import { epochs, events, positions, tickets, transfers } from '@/lib/db/schema';
import { accountEventNames, type HistoryEvent } from '@/lib/domain/account-history';
import type { Hex } from '@/lib/domain/codecs';
import { amountArg } from './columns';
import type { View } from './view';

/** One of the places where what happened to an account is found, by an index in the order of the chain. */
export type EventSource = {
  block: PgColumn;
  /** false where events of several names have to be sorted for that: all there are in the window that is asked for */
  inOrder: boolean;
  read: (where: SQL | undefined) => Promise<HistoryEvent[]>;
  /** block of the row after the first `size` in this order; null when there are no more than that */
  edge: (where: SQL | undefined, order: 'asc' | 'desc', size: number) => Promise<number | null>;
};

const known = new WeakMap<View, Map<Hex, Promise<EventSource[]>>>();

/** Every place; looked for once a view. */
export function sourcesOf(view: View, account: Hex): Promise<EventSource[]> {
  const ofView = known.get(view) ?? new Map<Hex, Promise<EventSource[]>>();
  known.set(view, ofView);
  const sources = ofView.get(account) ?? findSources(view, account);
  ofView.set(account, sources);
  return sources;
}

const own: string[] = [...accountEventNames.filter((name) => name !== 'TransferByPartition'), 'LockDrawn'];

async function findSources(view: View, account: Hex): Promise<EventSource[]> {
  const stays = await readStays(view, account);
  const pools = [...new Set(stays.map(({ pool }) => pool))];
  const rolls = stays.flatMap(({ pool, rolledIn }) => rolledIn.map((block) => ({ pool, block })));
  return [
    transferSource(view, eq(transfers.from, account)),
    transferSource(view, eq(transfers.to, account)),
    { ...eventSource(view, and(eq(events.account, account), inArray(events.name, own))), inOrder: false },
    ...pools.map((pool) =>
      eventSource(view, and(eq(events.pool, pool), eq(events.name, 'GenerationClosed'))),
    ),
    ...pools.flatMap((pool) =>
      spansOf(stays.filter((stay) => stay.pool === pool)).map(({ since, until }) =>
        drawSource(
          view,
          and(
            eq(events.pool, pool),
            eq(events.name, 'LockDrawn'),
            gte(events.block, since),
            until === null ? undefined : lte(events.block, until),
          ),
        ),
      ),
    ),
    ...(rolls.length === 0 ? [] : [eventSource(view, rolledAt(rolls))]),
  ];
}

/** The rolls at which the account's exits stopped to bear losses. */
const rolledAt = (rolls: readonly { pool: Hex; block: number }[]): SQL | undefined =>
  and(
    eq(events.name, 'EpochRolled'),
    or(...rolls.map(({ pool, block }) => and(eq(events.pool, pool), eq(events.block, block)))),
  );

/** An account's time in one generation of a pool, in which its draws may have cost it something. */
type Stay = {
  pool: Hex;
  since: number;
  /** the block after which it bore nothing any more; null while it still may */
  until: number | null;
  /** blocks in which epochs were rolled that it had exits in */
  rolledIn: number[];
};

/** More spans of blocks than this are not asked for one by one. */
const MOST_SPANS = 4;
type Span = { since: number; until: number | null };

/**
 * The blocks of some stays in one pool, in few pieces: a pool that lost everything many times has many generations, each
 * of which is a stay of its own. Where there are too many, the shortest breaks are taken along: draws that the account
 * bore nothing of do no harm.
 */
export function spansOf(stays: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const { since, until } of stays.toSorted((a, b) => a.since - b.since)) {
    const last = spans.at(-1);
    if (last && (last.until === null || since <= last.until + 1)) {
      last.until = last.until === null || until === null ? null : Math.max(last.until, until);
    } else spans.push({ since, until });
  }
  const breakBefore = (index: number) => (spans[index]?.since ?? 0) - (spans[index - 1]?.until ?? 0);
  const kept = spans
    .map((_, index) => index)
    .slice(1)
    .sort((a, b) => breakBefore(b) - breakBefore(a))
    .slice(0, MOST_SPANS - 1)
    .sort((a, b) => a - b);
  return [0, ...kept].flatMap((from, piece) => {
    const [first, end] = [spans[from], spans[(kept[piece] ?? spans.length) - 1]];
    return first && end ? [{ since: first.since, until: end.until }] : [];
  });
}

/** What a history needs of an exit: the shares of a ticket, and the epoch it leaves with. */
export const exitColumns = {
  pool: tickets.pool,
  generation: tickets.generation,
  epoch: tickets.exitEpoch,
  shares: tickets.shares,
};

async function readStays({ db, at, holding }: View, account: Hex): Promise<Stay[]> {
  const [joined, exits] = await Promise.all([
    db
      .select({
        pool: positions.pool,
        generation: positions.generation,
        shares: positions.shares,
        since: positions.sinceBlock,
        changed: positions.fromBlock,
      })
      .from(positions)
      .where(holding(positions, eq(positions.account, account))),
    db
      .select(exitColumns)
      .from(tickets)
      .where(holding(tickets, eq(tickets.account, account))),
  ]);
  const theirEpochs = exits.map(({ pool, generation, epoch }) =>
    and(eq(epochs.pool, pool), eq(epochs.generation, generation), eq(epochs.epoch, epoch)),
  );
  // A version does not change but for its end, so that of the roll is the first of those that are rolled.
  const rolled =
    exits.length === 0
      ? []
      : await db
          .select({
            pool: epochs.pool,
            generation: epochs.generation,
            epoch: epochs.epoch,
            block: sql`min(${epochs.fromBlock})`.mapWith(Number),
          })
          .from(epochs)
          .where(and(or(...theirEpochs), eq(epochs.rolled, true), lte(epochs.fromBlock, at.number)))
          .groupBy(epochs.pool, epochs.generation, epochs.epoch);
  return joined.map(({ pool, generation, shares, since, changed }) => {
    const ofStay = (row: { pool: Hex; generation: number }) =>
      row.pool === pool && row.generation === generation;
    const rolls = rolled.filter(ofStay);
    const waits = exits.some(
      (exit) => ofStay(exit) && exit.shares > 0n && !rolls.some(({ epoch }) => epoch === exit.epoch),
    );
    const rolledIn = rolls.map(({ block }) => block);
    const until = shares > 0n || waits ? null : Math.max(changed, ...rolledIn);
    return { pool, since, until, rolledIn };
  });
}

const eventSource = ({ db, happened }: View, which: SQL | undefined): EventSource => ({
  block: events.block,
  inOrder: true,
  read: async (where) => {
    const rows = await db
      .select()
      .from(events)
      .where(and(happened(events), which, where));
    return rows.map(eventFromRow);
  },
  edge: async (where, order, size) => {
    const direction = order === 'asc' ? asc : desc;
    const [row] = await db
      .select({ block: events.block })
      .from(events)
      .where(and(happened(events), which, where))
      .orderBy(direction(events.block), direction(events.logIndex))
      .offset(size)
      .limit(1);
    return row?.block ?? null;
  },
});

/** Draws without what a history does not need: they are most of what a long stay brings. */
function drawSource(view: View, which: SQL | undefined): EventSource {
  const { db, happened } = view;
  const amount = (name: string) => sql`${amountArg(events.args, name)}`.mapWith(BigInt);
  return {
    ...eventSource(view, which),
    read: async (where) => {
      const rows = await db
        .select({
          block: events.block,
          logIndex: events.logIndex,
          timestamp: events.timestamp,
          tx: events.tx,
          // As emitted: the id says of which generation the draw was.
          pool: sql<Hex>`${events.args} ->> 'pool'`,
          merchant: events.account,
          paymentId: events.paymentId,
          amount: amount('amount'),
          totalAssets: amount('totalAssets'),
          totalShares: amount('totalShares'),
        })
        .from(events)
        .where(and(happened(events), which, where));
      return rows.flatMap(({ block, logIndex, timestamp, tx, pool, merchant, paymentId, ...amounts }) =>
        // Every draw names both.
        merchant === null || paymentId === null
          ? []
          : [
              {
                name: 'LockDrawn' as const,
                at: { block, timestamp, logIndex, tx },
                args: { pool, merchant, paymentId, ...amounts },
              },
            ],
      );
    },
  };
}

const transferSource = ({ db, happened }: View, which: SQL): EventSource => ({
  block: transfers.block,
  inOrder: true,
  read: async (where) => {
    const rows = await db
      .select()
      .from(transfers)
      .where(and(happened(transfers), which, where));
    return rows.map(transferFromRow);
  },
  edge: async (where, order, size) => {
    const direction = order === 'asc' ? asc : desc;
    const [row] = await db
      .select({ block: transfers.block })
      .from(transfers)
      .where(and(happened(transfers), which, where))
      .orderBy(direction(transfers.block), direction(transfers.logIndex))
      .offset(size)
      .limit(1);
    return row?.block ?? null;
  },
});
