import { inArray, type SQL, sql } from 'drizzle-orm';
import { DEFAULT_PARTITION } from '@/lib/domain/partition';
import { keySet, keySetValues, statementText } from './bulk';
import type { Db, WriteTx } from './connection';
import { events, spendable, transfers } from './schema';
import type { Slot } from './slot';

/**
 * What accounts hold in Amp's default partition, where AMP is spendable: one row an account, changed in place. Nine of
 * ten transfers move nothing else, and nobody asks what was spendable at a past block, so no versions of it are kept:
 * the transfers tell, by which a rollback takes back what later blocks moved.
 */

const COLUMNS = ['account', 'amount', 'sinceBlock'];
const CHANGE = statementText(sql`
  update ${spendable} s set amount = e.amount
  from ${keySet(spendable, ['account', 'amount'], [])} as e (account, amount)
  where s.account = e.account`);

/** Puts into the slots what the database has of them. */
export async function loadSpendable(db: Db, slots: readonly Slot[]): Promise<void> {
  if (slots.length === 0) return;
  const byAccount = new Map(slots.map((slot) => [slot.account, slot]));
  const set = keySet(
    spendable,
    ['account'],
    slots.map(({ account }) => [account]),
  );
  const rows = await db
    .select({ account: spendable.account, amount: spendable.amount })
    .from(spendable)
    .where(inArray(spendable.account, sql`(select * from ${set})`));
  for (const { account, amount } of rows) {
    const slot = byAccount.get(account);
    if (slot) Object.assign(slot, { amount, stored: true });
  }
}

/** Writes, within a transaction, what its blocks leave. */
export function writeSpendable(tx: WriteTx) {
  /** The slots that changed, with the first block that did so. */
  const touched = new Map<Slot, number>();
  return {
    /** The slot holds something else after this block than before. */
    changed(slot: Slot, block: number): void {
      if (!touched.has(slot)) touched.set(slot, block);
    },
    async finish(): Promise<void> {
      const changed: [string, string][] = [];
      const opened: string[] = [];
      for (const [slot, block] of touched) {
        if (slot.stored) changed.push([slot.account, String(slot.amount)]);
        else opened.push(`${slot.account}\t${slot.amount}\t${block}\n`);
        slot.stored = true;
      }
      touched.clear();
      if (changed.length > 0) tx.run(CHANGE, keySetValues(2, changed));
      await tx.copyText(spendable, COLUMNS, opened.join(''));
    },
  };
}

/** Takes back what blocks after `ancestor` moved; while their facts are there still. */
export async function rollbackSpendable(tx: Db, ancestor: number): Promise<void> {
  await tx.execute(sql`
    update ${spendable} s set amount = s.amount - m.wei
    from (select account, sum(wei) as wei from ${moves(sql`block > ${ancestor}`)} group by account) m
    where s.account = m.account`);
  await tx.execute(sql`delete from ${spendable} where since_block > ${ancestor}`);
}

/** Adds all of it up anew from the facts, whatever the rows say. Only where transfers were followed from the first. */
export async function recountSpendable(tx: Db): Promise<void> {
  await tx.execute(sql`delete from ${spendable}`);
  await tx.execute(sql`
    insert into ${spendable} (account, amount, since_block)
    select account, sum(wei), min(block) from ${moves(sql`true`)} group by account`);
}

/** What facts moved in the default partition, as `movesOf` has it: what an account sends itself moves nothing. */
const moves = (among: SQL): SQL => sql`(
  select to_account as account, block, value as wei from ${transfers}
    where ${among} and to_partition = ${DEFAULT_PARTITION} and ${movesSomething}
  union all
  select from_account, block, -value from ${transfers}
    where ${among} and from_partition = ${DEFAULT_PARTITION} and ${movesSomething}
  union all
  select args->>'to', block, (args->>'value')::numeric from ${events} where ${among} and name = 'Minted'
) moved`;

const movesSomething = sql`(from_partition <> to_partition or from_account <> to_account)`;
