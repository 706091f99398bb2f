import type { Hex } from '@/lib/domain/codecs';
import { entityKey } from '@/lib/domain/entity-key';
import type { ChainEvent, EventAt } from '@/lib/domain/events';
import { DEFAULT_PARTITION } from '@/lib/domain/partition';
import { MissingEntityError, type Move, movesOf, type ReduceContext } from '@/lib/domain/reduce';
import { loadBalanceVersions, writeBalanceVersions } from './balance-versions';
import type { WriteTx } from './connection';
import type { Slot } from './slot';
import { loadSpendable, writeSpendable } from './spendable';

/**
 * Slices of Amp change more often than all else together, so they do not go through the general store: their keys are
 * never put together, nor their rows made one field at a time. What is spendable, which is most of it, has a row an
 * account; slices of other partitions have versions, as entities have.
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

/** Slots of all partitions; when there are more, all are forgotten, and read again as they are met. */
const MOST_SLOTS = 100_000;

const isSpendable = ({ partition }: Slot): boolean => partition === DEFAULT_PARTITION;
const hasVersions = (slot: Slot): boolean => !isSpendable(slot);

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

  function begin(tx: WriteTx): LedgerTransaction {
    if (count > MOST_SLOTS) clear();
    const spendable = writeSpendable(tx);
    const versions = writeBalanceVersions(tx);
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
        if (!whole) {
          await loadSpendable(tx.db, missing.filter(isSpendable));
          await loadBalanceVersions(tx.db, missing.filter(hasVersions));
        }
        blocks.forEach(({ number, events }, index) => {
          const moved = new Set<Slot>();
          for (const { slot, wei } of moves[index] ?? []) {
            slot.amount += wei;
            moved.add(slot);
          }
          for (const slot of moved) {
            requireCovered(slot, events.at(-1)?.at);
            (isSpendable(slot) ? spendable : versions).changed(slot, number);
          }
        });
      },
      flush: versions.flush,
      async finish() {
        await spendable.finish();
        await versions.finish();
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
