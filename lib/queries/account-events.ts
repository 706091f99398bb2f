import { and, asc, desc, eq, gte, inArray, or, sql } from 'drizzle-orm';
import { eventFromRow } from '@/lib/db';
import { events } from '@/lib/db/schema';
import { accountEventNames } from '@/lib/domain/account-history';
import type { Hex } from '@/lib/domain/codecs';
import type { ChainEvent } from '@/lib/domain/events';
import type { View } from './view';

/** Transfers that are looked at, newest first: enough for every line that is shown, also of a busy address. */
const MOST_TRANSFERS = 1_000;
const transfers = ['TransferByPartition', 'Minted'];

/** The events that tell an account's history, in the order of the chain. */
export async function readAccountEvents(
  view: View,
  account: Hex,
  memberships: readonly { pool: Hex; sinceBlock: number }[],
  exitEpochs: readonly number[],
): Promise<ChainEvent[]> {
  const { db } = view;
  const own = or(eq(events.account, account), eq(events.counterparty, account));
  const moves = await db
    .select()
    .from(events)
    .where(
      and(
        own,
        inArray(
          events.name,
          accountEventNames.filter((name) => !transfers.includes(name)),
        ),
      ),
    );
  const transferred = await db
    .select()
    .from(events)
    .where(and(own, inArray(events.name, transfers)))
    .orderBy(desc(events.block), desc(events.logIndex))
    .limit(MOST_TRANSFERS);
  const payouts = await db
    .select()
    .from(events)
    .where(and(eq(events.account, account), eq(events.name, 'LockDrawn')))
    .orderBy(desc(events.block), desc(events.logIndex))
    .limit(MOST_TRANSFERS);
  const rows = [...moves, ...transferred, ...payouts];
  for (const { pool, sinceBlock } of memberships)
    rows.push(...(await readPoolEvents(view, pool, sinceBlock, exitEpochs)));
  return unique(rows).map(eventFromRow);
}

/** What changed the worth of a pool's shares since a block: its draws, and the rolls of the account's exits. */
async function readPoolEvents({ db }: View, pool: Hex, sinceBlock: number, exitEpochs: readonly number[]) {
  const since = and(eq(events.pool, pool), gte(events.block, sinceBlock));
  const draws = await db
    .select()
    .from(events)
    .where(and(since, eq(events.name, 'LockDrawn')))
    .orderBy(asc(events.block));
  const rolls = await db
    .select()
    .from(events)
    .where(
      and(
        since,
        eq(events.name, 'EpochRolled'),
        inArray(sql`${events.args} ->> 'epoch'`, exitEpochs.map(String)),
      ),
    );
  return [...draws, ...rolls];
}

type EventRow = typeof events.$inferSelect;

/** Each event once, in the order of the chain. */
function unique(rows: EventRow[]): EventRow[] {
  const byPlace = new Map(rows.map((row) => [`${row.block}/${row.logIndex}`, row]));
  return [...byPlace.values()].sort((a, b) => a.block - b.block || a.logIndex - b.logIndex);
}
