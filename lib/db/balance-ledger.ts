import { and, isNull, sql } from 'drizzle-orm';
import type { Hex } from '@/lib/domain/codecs';
import { entityKey } from '@/lib/domain/entity-key';
import type { ChainEvent, EventAt } from '@/lib/domain/events';
import { MissingEntityError, type Move, movesOf, type ReduceContext } from '@/lib/domain/reduce';
import { columnNames, keySet } from './bulk';
import type { Db, WriteTx } from './connection';
import { endVersions } from './end-versions';
import { balances } from './schema';

/**
 * Slices of Amp change more often than all else together, so they do not go through the general store: their keys are
 * never put together, nor their rows made one field at a time. What is written is the same, which a test holds.
 */
export type BalanceLedger = {
  /** Begins a transaction; as with entities, the newest version of each slice is kept back until its end. */
  begin(tx: WriteTx): LedgerTransaction;
  /** Forgets what is known, after a rollback or a transaction of unknown end. */
  clear(): void;
  /** The database holds no slice: as long as nothing is forgotten, none is looked for. */
  startEmpty(): void;
};

export type LedgerTransaction = {
  /** What the blocks' events move. Throws `MissingEntityError` for a slice that a block leaves below zero. */
  add(blocks: readonly LedgerBlock[], context: ReduceContext): Promise<void>;
  flush(): Promise<void>;
  finish(): Promise<void>;
};

export type LedgerBlock = { number: number; events: readonly ChainEvent[] };

type Slot = {
  partition: Hex;
  account: Hex;
  amount: bigint;
  /** whether the database has a version of it, committed or of this transaction */
  stored: boolean;
  /** the block from which its newest version holds, while that is kept back */
  newestFrom: number | null;
  newestAmount: bigint;
};

/** Slots of all partitions; when there are more, all are forgotten, and read again as they are met. */
const MOST_SLOTS = 100_000;

const KEY = ['partition', 'account'];
const COLUMNS = [...KEY, 'amount', 'fromBlock', 'toBlock'];

export function createBalanceLedger(): BalanceLedger {
  const slots = new Map<Hex, Map<Hex, Slot>>();
  let count = 0;
  let whole = false;
  const clear = () => {
    slots.clear();
    count = 0;
    whole = false;
  };

  function open(partition: Hex, account: Hex): Slot {
    const slot: Slot = { partition, account, amount: 0n, stored: false, newestFrom: null, newestAmount: 0n };
    const accounts = slots.get(partition) ?? new Map<Hex, Slot>();
    slots.set(partition, accounts);
    accounts.set(account, slot);
    count += 1;
    return slot;
  }

  /** What the database has of slots that were not known. */
  async function load(db: Db, missing: readonly Slot[]): Promise<void> {
    if (missing.length === 0 || whole) return;
    const set = keySet(
      balances,
      KEY,
      missing.map(({ partition, account }) => [partition, account]),
    );
    const rows = await db
      .select({ partition: balances.partition, account: balances.account, amount: balances.amount })
      .from(balances)
      .where(and(isNull(balances.toBlock), sql`(${columnNames(balances, KEY)}) in (select * from ${set})`));
    for (const { partition, account, amount } of rows) {
      const slot = slots.get(partition)?.get(account);
      if (!slot) continue;
      slot.amount = amount;
      slot.stored = true;
    }
  }

  function begin(tx: WriteTx): LedgerTransaction {
    if (count > MOST_SLOTS) clear();
    /** Slots with a version that is kept back. */
    const touched = new Set<Slot>();
    const ended: (string | number)[][] = [];
    let lines: string[] = [];

    const write = async () => {
      const text = lines.join('');
      lines = [];
      await tx.copyText(balances, COLUMNS, text);
    };

    /** The slot's version as it was kept back, which holds until before `toBlock`. */
    const line = (slot: Slot, toBlock: number | null): void => {
      const { partition, account, newestAmount, newestFrom } = slot;
      lines.push(`${partition}\t${account}\t${newestAmount}\t${newestFrom}\t${toBlock ?? '\\N'}\n`);
    };

    function close(slot: Slot, block: number, at: EventAt | undefined): void {
      requireCovered(slot, at);
      if (slot.newestFrom !== null) line(slot, block);
      else if (slot.stored) ended.push([slot.partition, slot.account, block]);
      slot.newestFrom = block;
      slot.newestAmount = slot.amount;
      slot.stored = true;
      touched.add(slot);
    }

    return {
      async add(blocks, context) {
        const missing: Slot[] = [];
        const slotOf = ({ partition, account }: Move): Slot => {
          const known = slots.get(partition)?.get(account);
          if (known) return known;
          const opened = open(partition, account);
          missing.push(opened);
          return opened;
        };
        const moves = blocks.map(({ events }) => {
          const ofBlock: { slot: Slot; wei: bigint }[] = [];
          for (const event of events) {
            for (const move of movesOf(event, context)) ofBlock.push({ slot: slotOf(move), wei: move.wei });
          }
          return ofBlock;
        });
        await load(tx.db, missing);
        blocks.forEach(({ number, events }, index) => {
          const moved = new Set<Slot>();
          for (const { slot, wei } of moves[index] ?? []) {
            slot.amount += wei;
            moved.add(slot);
          }
          for (const slot of moved) close(slot, number, events.at(-1)?.at);
        });
      },
      flush: write,
      async finish() {
        endVersions(tx, 'balance', ended);
        for (const slot of touched) {
          line(slot, null);
          slot.newestFrom = null;
        }
        await write();
      },
    };
  }

  return {
    begin,
    clear,
    startEmpty() {
      clear();
      whole = true;
    },
  };
}

function requireCovered({ partition, account, amount }: Slot, at: EventAt | undefined): void {
  if (amount >= 0n || !at) return;
  throw new MissingEntityError({ kind: 'balance', key: entityKey.balance(partition, account) }, at);
}
