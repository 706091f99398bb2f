import { and, isNull, sql } from 'drizzle-orm';
import { columnNames, keySet } from './bulk';
import type { Db, WriteTx } from './connection';
import { endVersions } from './end-versions';
import { balances } from './schema';
import type { Slot } from './slot';

const KEY = ['partition', 'account'];
const COLUMNS = [...KEY, 'amount', 'fromBlock', 'toBlock'];

/** Puts into the slots what the database has of them. */
export async function loadBalanceVersions(db: Db, slots: readonly Slot[]): Promise<void> {
  if (slots.length === 0) return;
  const names = new Map(slots.map((slot) => [`${slot.partition}:${slot.account}`, slot]));
  const set = keySet(
    balances,
    KEY,
    slots.map(({ partition, account }) => [partition, account]),
  );
  const rows = await db
    .select({ partition: balances.partition, account: balances.account, amount: balances.amount })
    .from(balances)
    .where(and(isNull(balances.toBlock), sql`(${columnNames(balances, KEY)}) in (select * from ${set})`));
  for (const { partition, account, amount } of rows) {
    const slot = names.get(`${partition}:${account}`);
    if (slot) Object.assign(slot, { amount, stored: true });
  }
}

/** Writes the versions of slices within a transaction; the rows are those that entities would have. */
export function writeBalanceVersions(tx: WriteTx) {
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

  return {
    /** The slot holds something else after this block than before. */
    changed(slot: Slot, block: number): void {
      if (slot.newestFrom !== null) line(slot, block);
      else if (slot.stored) ended.push([slot.partition, slot.account, block]);
      slot.newestFrom = block;
      slot.newestAmount = slot.amount;
      slot.stored = true;
      touched.add(slot);
    },
    flush: write,
    async finish(): Promise<void> {
      endVersions(tx, 'balance', ended);
      for (const slot of touched) {
        line(slot, null);
        slot.newestFrom = null;
      }
      await write();
    },
  };
}
