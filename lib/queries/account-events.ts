import { and, desc, eq, gte, inArray, or, type SQL, sql } from 'drizzle-orm';
import { eventFromRow, transferFromRow } from '@/lib/db';
import { events, transfers } from '@/lib/db/schema';
import { accountEventNames, type DrawEvent, type HistoryEvent } from '@/lib/domain/account-history';
import type { Hex } from '@/lib/domain/codecs';
import { amountArg } from './columns';
import type { View } from './view';

/** Transfers and payouts that are looked at, newest first: enough for every line that is shown, also of a busy address. */
const MOST_TRANSFERS = 1_000;
const deeds = accountEventNames.filter((name) => name !== 'TransferByPartition');

/** The events that tell an account's history, in the order of the chain. */
export async function readAccountEvents(
  view: View,
  account: Hex,
  memberships: readonly { pool: Hex; sinceBlock: number }[],
  exitEpochs: readonly number[],
): Promise<HistoryEvent[]> {
  const { db, happened } = view;
  const done = await db
    .select()
    .from(events)
    .where(and(happened(events), eq(events.account, account), inArray(events.name, deeds)));
  const transferred = await db
    .select()
    .from(transfers)
    .where(and(happened(transfers), or(eq(transfers.from, account), eq(transfers.to, account))))
    .orderBy(desc(transfers.block), desc(transfers.logIndex))
    .limit(MOST_TRANSFERS);
  const found: HistoryEvent[] = [...done.map(eventFromRow), ...transferred.map(transferFromRow)];
  found.push(...(await readDraws(view, eq(events.account, account), MOST_TRANSFERS)));
  const joined = new Map<Hex, number>();
  for (const { pool, sinceBlock } of memberships) {
    joined.set(pool, Math.min(joined.get(pool) ?? sinceBlock, sinceBlock));
  }
  for (const [pool, sinceBlock] of joined) {
    const since = and(eq(events.pool, pool), gte(events.block, sinceBlock));
    found.push(...(await readDraws(view, since)), ...(await readRolls(view, since, exitEpochs)));
    found.push(...(await readClosings(view, since)));
  }
  return inOrder(found);
}

/**
 * Draws, newest first, without what a history does not need: an account may have been in a pool through many thousands
 * of them, and each counts for what it lost.
 */
async function readDraws(
  { db, happened }: View,
  where: SQL | undefined,
  most?: number,
): Promise<DrawEvent[]> {
  const amount = (name: string) => sql`${amountArg(events.args, name)}`.mapWith(BigInt);
  const query = db
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
    .where(and(happened(events), where, eq(events.name, 'LockDrawn')))
    .orderBy(desc(events.block), desc(events.logIndex));
  const rows = await (most === undefined ? query : query.limit(most));
  return rows.flatMap(({ block, logIndex, timestamp, tx, pool, merchant, paymentId, ...amounts }) =>
    // Every draw names both.
    merchant === null || paymentId === null
      ? []
      : [
          {
            name: 'LockDrawn',
            at: { block, timestamp, logIndex, tx },
            args: { pool, merchant, paymentId, ...amounts },
          },
        ],
  );
}

/** When losses closed a generation that the account was in. */
async function readClosings({ db, happened }: View, where: SQL | undefined) {
  const rows = await db
    .select()
    .from(events)
    .where(and(happened(events), where, eq(events.name, 'GenerationClosed')));
  return rows.map(eventFromRow);
}

/** When the account's exits stopped to bear losses. */
async function readRolls({ db, happened }: View, where: SQL | undefined, exitEpochs: readonly number[]) {
  const rows = await db
    .select()
    .from(events)
    .where(
      and(
        happened(events),
        where,
        eq(events.name, 'EpochRolled'),
        inArray(sql`${events.args} ->> 'epoch'`, exitEpochs.map(String)),
      ),
    );
  return rows.map(eventFromRow);
}

/** Each event once, in the order of the chain. */
function inOrder(found: HistoryEvent[]): HistoryEvent[] {
  const byPlace = new Map(found.map((event) => [`${event.at.block}/${event.at.logIndex}`, event]));
  return [...byPlace.values()].sort((a, b) => a.at.block - b.at.block || a.at.logIndex - b.at.logIndex);
}
