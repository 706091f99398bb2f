import { and, asc, desc, eq, inArray, or } from 'drizzle-orm';
import { epochRows, poolRows, positionRows, ticketRows } from '@/lib/db';
import { epochs, pools, positions, tickets } from '@/lib/db/schema';
import { accountHistory, type HistoryEvent } from '@/lib/domain/account-history';
import type { AccountAnswer, AccountPosition, AccountTicket } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { Epoch, Pool, Position, Ticket } from '@/lib/domain/entities';
import { type GenerationRef, generationRef } from '@/lib/domain/entity-key';
import { generationId, poolOf } from '@/lib/domain/partition';
import { assetsForShares, epochOf, epochStart } from '@/lib/domain/pool-math';
import { settlePool } from '@/lib/domain/settle';
import { ticketWorth } from '@/lib/domain/ticket-worth';
import { readAccountEvents } from './account-events';
import { readInPlace, readRegistration } from './account-in-place';
import { readOperators } from './account-operators';
import { openEpochs } from './open-epochs';
import type { Finish, View } from './view';

const LINES = 200;

/**
 * An address: where its AMP is, its positions and tickets with what they are worth, and what happened to it. Every
 * address has an answer; one that was never heard of has an empty one.
 */
export async function readAccount(view: View, address: Hex): Promise<Finish<AccountAnswer>> {
  const { db, at, deployment, holding } = view;
  const { epochLength } = deployment;
  const positionsFound = await db
    .select()
    .from(positions)
    .where(holding(positions, eq(positions.account, address)))
    .orderBy(asc(positions.sinceBlock), asc(positions.sinceLogIndex));
  const ticketsFound = await db
    .select()
    .from(tickets)
    .where(holding(tickets, eq(tickets.account, address)))
    .orderBy(desc(tickets.exitEpoch), asc(tickets.pool));
  const books = await readBooks(view, positionsFound, ticketsFound);
  const events = await readAccountEvents(
    view,
    address,
    positionsFound,
    ticketsFound.map((ticket) => ticket.exitEpoch),
  );
  const { entries, lost } = accountHistory(address, events);
  const registration = await readRegistration(view, address);
  const inPlace = await readInPlace(view, address, registration, lost);
  const operators = await readOperators(view, address);

  return async (chain) => {
    const [price, partitions] = await Promise.all([chain.price(), chain.partitionsOf(address)]);
    return {
      at,
      price,
      epochLength,
      address,
      partitions,
      positions: positionsFound.flatMap((row) =>
        withBook(books, row, (book) =>
          toPosition(
            positionRows.fromRow(row),
            book,
            lost.get(book.pool.id) ?? 0n,
            at.timestamp,
            epochLength,
          ),
        ),
      ),
      tickets: ticketsFound.flatMap((row) =>
        withBook(books, row, (book) =>
          toTicket(ticketRows.fromRow(row), book, events, at.timestamp, epochLength),
        ),
      ),
      inPlace,
      registration,
      operators,
      history: entries.slice(-LINES).reverse(),
    };
  };
}

/** A generation of a pool with its epochs: those that are not rolled, and those that the account's tickets leave with. */
type Book = { pool: Pool; epochs: Epoch[] };

const bookKey = ({ pool, generation }: GenerationRef): string => `${pool}/${generation}`;

async function readBooks(
  view: View,
  positionsFound: readonly GenerationRef[],
  ticketsFound: readonly (GenerationRef & { exitEpoch: number })[],
): Promise<Map<string, Book>> {
  const { db, holding } = view;
  const rows = await db
    .select()
    .from(pools)
    .where(
      holding(
        pools,
        inArray(
          pools.id,
          // Today's generation stands under the pool's own id, a closed one under its number.
          positionsFound.flatMap(({ pool, generation }) => [pool, generationId(pool, generation)]),
        ),
      ),
    );
  const refs = new Set(positionsFound.map(bookKey));
  const poolsFound = rows.map(poolRows.fromRow).filter((pool) => refs.has(bookKey(generationRef(pool))));
  const leaving = ticketsFound.map(({ pool, generation, exitEpoch }) =>
    and(eq(epochs.pool, pool), eq(epochs.generation, generation), eq(epochs.epoch, exitEpoch)),
  );
  const left = leaving.length === 0 ? undefined : holding(epochs, or(...leaving));
  const epochsFound = await db
    .select()
    .from(epochs)
    .where(or(await openEpochs(view, poolsFound), left));
  return new Map(
    poolsFound.map((pool) => {
      const key = bookKey(generationRef(pool));
      return [key, { pool, epochs: epochsFound.filter((e) => bookKey(e) === key).map(epochRows.fromRow) }];
    }),
  );
}

/** A pool is known to whoever has been in it: they stake into what was created before. */
const withBook = <Value>(
  books: Map<string, Book>,
  ref: GenerationRef,
  make: (book: Book) => Value,
): Value[] => {
  const book = books.get(bookKey(ref));
  return book ? [make(book)] : [];
};

const toPosition = (
  position: Position,
  { pool, epochs }: Book,
  lost: bigint,
  timestamp: number,
  epochLength: number,
): AccountPosition => ({
  ...position,
  pool: pool.id,
  poolTag: pool.tag,
  closed: pool.closed,
  assets: assetsForShares(settlePool(pool, epochs, timestamp, epochLength), position.shares),
  lost,
});

function toTicket(
  ticket: Ticket,
  { pool, epochs }: Book,
  events: readonly HistoryEvent[],
  timestamp: number,
  epochLength: number,
): AccountTicket {
  const due = ticket.exitEpoch <= epochOf(timestamp, epochLength);
  return {
    ...ticket,
    pool: pool.id,
    poolTag: pool.tag,
    closed: pool.closed,
    exitAt: epochStart(ticket.exitEpoch, epochLength),
    assets: ticket.shares === 0n ? 0n : ticketWorth(ticket, pool, epochs, timestamp, epochLength),
    state: ticket.shares > 0n ? (due ? 'due' : 'waiting') : endOf(ticket, events),
  };
}

/** An empty ticket was paid or taken back. The amount cannot tell: after a total loss, a ticket pays nothing. */
const endOf = (ticket: Ticket, events: readonly HistoryEvent[]): 'claimed' | 'cancelled' =>
  events.some(
    (event) =>
      event.name === 'ExitClaimed' &&
      event.args.account === ticket.account &&
      poolOf(event.args.pool) === ticket.pool &&
      Number(event.args.exitEpoch) === ticket.exitEpoch,
  )
    ? 'claimed'
    : 'cancelled';
