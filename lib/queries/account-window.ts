import { and, asc, desc, eq, gt, inArray, lte, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { eventFromRow, transferFromRow } from '@/lib/db';
import { epochs, events, pools, positions, tickets, transfers } from '@/lib/db/schema';
import {
  type AccountHistory,
  accountEventNames,
  accountHistory,
  type HistoryEvent,
  type Holding,
} from '@/lib/domain/account-history';
import type { Hex } from '@/lib/domain/codecs';
import { generationId } from '@/lib/domain/partition';
import { stateAt } from './state-at';
import type { View } from './view';

/** Blocks after `after`, up to and with `upTo`. */
export type Window = { after: number; upTo: number };

/**
 * What happened to an account in a part of the past, told as if everything before had been told, too: what it held
 * when the window begins is read from the versions of then. So a long history is told page by page, in any order.
 */
export async function tellWindow(view: View, account: Hex, window: Window): Promise<AccountHistory> {
  const found = new Map<string, HistoryEvent>();
  for (const source of await sourcesOf(view, account)) {
    const inWindow = and(gt(source.block, window.after), lte(source.block, window.upTo));
    for (const event of await source.read(inWindow))
      found.set(`${event.at.block}/${event.at.logIndex}`, event);
  }
  const inOrder = [...found.values()].sort(
    (a, b) => a.at.block - b.at.block || a.at.logIndex - b.at.logIndex,
  );
  return accountHistory(account, inOrder, await holdingsAt(view, account, window.after));
}

/**
 * A window of about `size` events at the near end of the blocks in `within`: the oldest for `asc`, the newest for
 * `desc`. Blocks are never cut, so that one with more events than that comes whole.
 */
export async function windowOf(
  view: View,
  account: Hex,
  { within, size, order }: { within: Window; size: number; order: 'asc' | 'desc' },
): Promise<Window> {
  let { after, upTo } = within;
  for (const { block, count } of await sourcesOf(view, account)) {
    const edge = await count(and(gt(block, after), lte(block, upTo)), order, size);
    if (edge === null) continue;
    if (order === 'asc') upTo = edge - 1 > after ? edge - 1 : edge;
    else after = edge < upTo ? edge : edge - 1;
  }
  return { after, upTo };
}

type Source = {
  block: PgColumn;
  read: (where: SQL | undefined) => Promise<HistoryEvent[]>;
  /** block of the row after the first `size` in this order; null when there are no more than that */
  count: (where: SQL | undefined, order: 'asc' | 'desc', size: number) => Promise<number | null>;
};

const own: string[] = [...accountEventNames.filter((name) => name !== 'TransferByPartition'), 'LockDrawn'];

/** Where an account's events are, each place with an index that finds them in the order of the chain. */
async function sourcesOf(view: View, account: Hex): Promise<Source[]> {
  const joined = await view.db
    .selectDistinct({ pool: positions.pool })
    .from(positions)
    .where(view.holding(positions, eq(positions.account, account)));
  const leaving = await view.db
    .selectDistinct({ epoch: tickets.exitEpoch })
    .from(tickets)
    .where(view.holding(tickets, eq(tickets.account, account)));
  const exitEpochs = leaving.map(({ epoch }) => String(epoch));
  const named = inArray(events.name, own);
  return [
    transferSource(view, eq(transfers.from, account)),
    transferSource(view, eq(transfers.to, account)),
    eventSource(view, and(eq(events.account, account), named)),
    eventSource(view, and(eq(events.counterparty, account), named)),
    ...joined.flatMap(({ pool }) => {
      const ofPool = (name: string) => and(eq(events.pool, pool), eq(events.name, name));
      // Of all the epochs that are rolled, those at which the account's own exits stop to bear losses.
      const itsEpochs = inArray(sql`${events.args} ->> 'epoch'`, exitEpochs);
      return [
        eventSource(view, ofPool('LockDrawn')),
        eventSource(view, ofPool('GenerationClosed')),
        ...(exitEpochs.length > 0 ? [eventSource(view, and(ofPool('EpochRolled'), itsEpochs))] : []),
      ];
    }),
  ];
}

const eventSource = ({ db, happened }: View, which: SQL | undefined): Source => ({
  block: events.block,
  read: async (where) => {
    const rows = await db
      .select()
      .from(events)
      .where(and(happened(events), which, where));
    return rows.map(eventFromRow);
  },
  count: async (where, order, size) => {
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

const transferSource = ({ db, happened }: View, which: SQL): Source => ({
  block: transfers.block,
  read: async (where) => {
    const rows = await db
      .select()
      .from(transfers)
      .where(and(happened(transfers), which, where));
    return rows.map(transferFromRow);
  },
  count: async (where, order, size) => {
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

/** The shares that bear losses after `block`: active ones, and those on their way out whose epoch is not rolled. */
async function holdingsAt({ db }: View, account: Hex, block: number): Promise<Map<Hex, Holding>> {
  const { holding } = stateAt(block);
  const active = await db
    .select({ pool: positions.pool, generation: positions.generation, shares: positions.shares })
    .from(positions)
    .where(holding(positions, eq(positions.account, account)));
  if (active.length === 0) return new Map();
  const ids = active.map(({ pool }) => pool);
  const goingOn = await db
    .select({ id: pools.id, generation: pools.generation })
    .from(pools)
    .where(holding(pools, inArray(pools.id, ids)));
  const waiting = await db
    .select({
      pool: tickets.pool,
      generation: tickets.generation,
      epoch: tickets.exitEpoch,
      shares: tickets.shares,
    })
    .from(tickets)
    .where(and(holding(tickets, eq(tickets.account, account)), gt(tickets.shares, 0n)));
  const rolled = await db
    .select({ pool: epochs.pool, generation: epochs.generation, epoch: epochs.epoch })
    .from(epochs)
    .where(and(holding(epochs, ofWaiting(waiting)), eq(epochs.rolled, true)));
  const isRolled = new Set(rolled.map(({ pool, generation, epoch }) => `${pool}/${generation}/${epoch}`));
  const todays = new Map(goingOn.map(({ id, generation }) => [id, generation]));
  return new Map(
    active.map(({ pool, generation, shares }): [Hex, Holding] => {
      const stillIn = waiting.filter(
        (ticket) =>
          ticket.pool === pool &&
          ticket.generation === generation &&
          !isRolled.has(`${pool}/${generation}/${ticket.epoch}`),
      );
      const id = todays.get(pool) === generation ? pool : generationId(pool, generation);
      return [
        id,
        { active: shares, tickets: new Map(stillIn.map(({ epoch, shares }) => [BigInt(epoch), shares])) },
      ];
    }),
  );
}

const ofWaiting = (waiting: readonly { pool: Hex; epoch: number }[]): SQL | undefined =>
  and(
    inArray(
      epochs.pool,
      waiting.map(({ pool }) => pool),
    ),
    inArray(
      epochs.epoch,
      waiting.map(({ epoch }) => epoch),
    ),
  );
