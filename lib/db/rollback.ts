import { gt, sql } from 'drizzle-orm';
import type { EntityKind } from '@/lib/domain/entities';
import { columnNames, identifier, sameKey } from './bulk';
import type { Db } from './connection';
import { entityKinds, rowsOf } from './entity-tables';
import { auditProgress, blocks, events, transfers } from './schema';
import { rollbackSpendable } from './spendable';

/**
 * Makes the database what it was after block `ancestor`, as if no later block had ever been written: later facts
 * and versions go, and versions that had ended since are current again. Call it inside a transaction.
 */
export async function rollbackTo(tx: Db, ancestor: number): Promise<void> {
  await rollbackSpendable(tx, ancestor);
  await tx.delete(events).where(gt(events.block, ancestor));
  await tx.delete(transfers).where(gt(transfers.block, ancestor));
  await tx.delete(blocks).where(gt(blocks.number, ancestor));
  await tx.update(auditProgress).set({
    provedTo: sql`least(proved_to, ${ancestor})`,
    soundAt: sql`least(sound_at, ${ancestor})`,
  });
  for (const kind of entityKinds) await rollbackVersions(tx, kind, ancestor);
}

/**
 * Nothing ever vanishes: what ended has a successor, so whatever is to be current again is found by the keys of what
 * goes. They are grouped, so that all of it is gone before the first of them is current: two versions of an entity must
 * never both be.
 */
async function rollbackVersions(tx: Db, kind: EntityKind, ancestor: number): Promise<void> {
  const { table, key } = rowsOf(kind);
  const name = identifier(table);
  const keys = columnNames(table, key);
  await tx.execute(sql`
    with gone as (delete from ${name} where from_block > ${ancestor} returning ${keys})
    update ${name} v set to_block = null
    from (select ${keys} from gone group by ${keys}) g
    where ${sameKey(table, key, 'v', 'g')} and v.from_block <= ${ancestor} and v.to_block > ${ancestor}`);
}
