import { and, eq, gt, inArray, lte, type SQL } from 'drizzle-orm';
import { epochs, pools, positions, tickets } from '@/lib/db/schema';
import {
  type AccountHistory,
  accountHistory,
  type HistoryEvent,
  type Holding,
} from '@/lib/domain/account-history';
import type { Hex } from '@/lib/domain/codecs';
import { generationId } from '@/lib/domain/partition';
import { type EventSource, exitColumns, sourcesOf } from './account-sources';
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
  const sources = await sourcesOf(view, account);
  const [holdings, ...read] = await Promise.all([
    holdingsAt(view, account, window.after),
    ...sources.map((source) => source.read(blocksIn(source, window))),
  ]);
  for (const event of read.flat()) found.set(`${event.at.block}/${event.at.logIndex}`, event);
  const inOrder = [...found.values()].sort(
    (a, b) => a.at.block - b.at.block || a.at.logIndex - b.at.logIndex,
  );
  return accountHistory(account, inOrder, holdings);
}

const blocksIn = ({ block }: EventSource, { after, upTo }: Window): SQL | undefined =>
  and(gt(block, after), lte(block, upTo));

/**
 * A window of about `size` events at the near end of the blocks in `within`: the oldest for `asc`, the newest for
 * `desc`. Blocks are never cut, so that one with more events than that comes whole.
 */
export async function windowOf(
  view: View,
  account: Hex,
  { within, size, order }: { within: Window; size: number; order: 'asc' | 'desc' },
): Promise<Window> {
  const sources = await sourcesOf(view, account);
  let window = within;
  // What has to be sorted comes last, when what is in order has made the window small.
  for (const inOrder of [true, false]) {
    const edges = await Promise.all(
      sources
        .filter((source) => source.inOrder === inOrder)
        .map((source) => source.edge(blocksIn(source, window), order, size)),
    );
    window = edges.reduce((least, edge) => cutAt(least, edge, order), window);
  }
  return window;
}

function cutAt({ after, upTo }: Window, edge: number | null, order: 'asc' | 'desc'): Window {
  if (edge === null) return { after, upTo };
  return order === 'asc'
    ? { after, upTo: Math.min(upTo, Math.max(edge - 1, after + 1)) }
    : { after: Math.max(after, Math.min(edge, upTo - 1)), upTo };
}

/** The shares that bear losses after `block`: active ones, and those on their way out whose epoch is not rolled. */
async function holdingsAt({ db }: View, account: Hex, block: number): Promise<Map<Hex, Holding>> {
  const { holding } = stateAt(block);
  const [active, waiting] = await Promise.all([
    db
      .select({ pool: positions.pool, generation: positions.generation, shares: positions.shares })
      .from(positions)
      .where(holding(positions, eq(positions.account, account))),
    db
      .select(exitColumns)
      .from(tickets)
      .where(and(holding(tickets, eq(tickets.account, account)), gt(tickets.shares, 0n))),
  ]);
  if (active.length === 0) return new Map();
  const ids = active.map(({ pool }) => pool);
  const [goingOn, rolled] = await Promise.all([
    db
      .select({ id: pools.id, generation: pools.generation })
      .from(pools)
      .where(holding(pools, inArray(pools.id, ids))),
    waiting.length === 0
      ? []
      : db
          .select({ pool: epochs.pool, generation: epochs.generation, epoch: epochs.epoch })
          .from(epochs)
          .where(and(holding(epochs, ofWaiting(waiting)), eq(epochs.rolled, true))),
  ]);
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
