import { and, asc, desc, eq, inArray, or, sql } from 'drizzle-orm';
import { epochRows, poolRows, positionRows, ticketRows } from '@/lib/db';
import { epochs, events, pools, positions, tickets } from '@/lib/db/schema';
import type { AccountAnswer, AccountPosition, AccountTicket } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { Epoch, Pool, Position, Ticket } from '@/lib/domain/entities';
import { type GenerationRef, generationRef } from '@/lib/domain/entity-key';
import { generationId } from '@/lib/domain/partition';
import { assetsForShares, epochOf, epochStart } from '@/lib/domain/pool-math';
import { settlePool } from '@/lib/domain/settle';
import { ticketWorth } from '@/lib/domain/ticket-worth';
import { readAccountHistory } from './account-history';
import { readInPlace } from './account-in-place';
import { readOperators } from './account-operators';
import { openEpochs } from './open-epochs';
import type { Finish, View } from './view';

const LINES = 200;

/**
 * An address: where its AMP is, its positions and tickets with what they are worth, and what happened to it. Every
 * address has an answer; one that was never heard of has an empty one.
 */
export async function readAccount(view: View, address: Hex): Promise<Finish<AccountAnswer>> {
  const { at, deployment } = view;
  const { epochLength } = deployment;
  const [{ positionsFound, ticketsFound, books, claimed }, history, { registration, inPlace }, operators] =
    await Promise.all([
      readStakes(view, address),
      readAccountHistory(view, address, { limit: LINES }),
      readInPlace(view, address),
      readOperators(view, address),
    ]);
  const ticketsNow = ticketsFound.flatMap((row) =>
    withBook(books, row, (book) => ({
      row,
      ticket: toTicket(ticketRows.fromRow(row), book, claimed, at.timestamp, epochLength),
    })),
  );

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
            ticketsNow.flatMap(({ row: other, ticket }) => (bookKey(other) === bookKey(row) ? [ticket] : [])),
            at.timestamp,
            epochLength,
          ),
        ),
      ),
      tickets: ticketsNow.map(({ ticket }) => ticket),
      inPlace,
      registration,
      operators,
      history: (await history(chain)).entries,
    };
  };
}

async function readStakes(view: View, address: Hex) {
  const { db, holding } = view;
  const [positionsFound, ticketsFound] = await Promise.all([
    db
      .select()
      .from(positions)
      .where(holding(positions, eq(positions.account, address)))
      .orderBy(asc(positions.sinceBlock), asc(positions.sinceLogIndex)),
    db
      .select()
      .from(tickets)
      .where(holding(tickets, eq(tickets.account, address)))
      .orderBy(desc(tickets.exitEpoch), asc(tickets.pool)),
  ]);
  const [books, claimed] = await Promise.all([
    readBooks(view, positionsFound, ticketsFound),
    readClaimed(view, ticketsFound),
  ]);
  return { positionsFound, ticketsFound, books, claimed };
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

function toPosition(
  position: Position,
  { pool, epochs }: Book,
  itsTickets: readonly AccountTicket[],
  timestamp: number,
  epochLength: number,
): AccountPosition {
  const assets = assetsForShares(settlePool(pool, epochs, timestamp, epochLength), position.shares);
  const held = itsTickets.reduce((sum, ticket) => sum + ticket.assets, assets);
  return {
    ...position,
    pool: pool.id,
    poolTag: pool.tag,
    closed: pool.closed,
    assets,
    lost: lostOf(position, held, pool.lastDrawAt),
  };
}

/** wei; far more than rounding ever takes from an account, far less than anybody misses. */
const ROUNDING = 1_000_000n;

/**
 * What draws took: all that was staked, less what was paid out and what is held still. It bears the dust of every
 * rounding on the way, which alone is no loss.
 */
function lostOf({ staked, exited, since }: Position, held: bigint, lastDrawAt: number | null): bigint {
  if (lastDrawAt === null || lastDrawAt < since.timestamp) return 0n;
  const lost = staked - exited - held;
  return lost < ROUNDING ? 0n : lost;
}

function toTicket(
  ticket: Ticket,
  { pool, epochs }: Book,
  claimed: ReadonlySet<string>,
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
    state: ticket.shares > 0n ? (due ? 'due' : 'waiting') : endOf(ticket, claimed),
  };
}

/** An empty ticket was paid or taken back. */
const endOf = (ticket: Ticket, claimed: ReadonlySet<string>): 'claimed' | 'cancelled' =>
  ticket.claimed > 0n || claimed.has(ticketKey(ticket.pool, ticket.exitEpoch)) ? 'claimed' : 'cancelled';

const ticketKey = (pool: Hex, exitEpoch: number): string => `${pool}/${exitEpoch}`;

type TicketRow = { account: Hex; exitEpoch: number; shares: bigint; claimed: bigint };

/** Of the empty tickets that paid nothing, those that were claimed: after a total loss, a ticket is worth nothing. */
async function readClaimed(
  { db, happened }: View,
  ticketsFound: readonly TicketRow[],
): Promise<ReadonlySet<string>> {
  const doubtful = ticketsFound.filter(({ shares, claimed }) => shares === 0n && claimed === 0n);
  const [first] = doubtful;
  if (!first) return new Set();
  const epoch = sql<string>`${events.args} ->> 'exitEpoch'`;
  const rows = await db
    .select({ pool: events.pool, epoch })
    .from(events)
    .where(
      and(
        happened(events),
        eq(events.account, first.account),
        eq(events.name, 'ExitClaimed'),
        inArray(
          epoch,
          doubtful.map(({ exitEpoch }) => String(exitEpoch)),
        ),
      ),
    );
  return new Set(rows.flatMap(({ pool, epoch }) => (pool ? [ticketKey(pool, Number(epoch))] : [])));
}
