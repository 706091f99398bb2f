import { gt, sql } from 'drizzle-orm';
import { identifier } from './bulk';
import type { Db } from './connection';
import { entityKinds, entityTable } from './entity-tables';
import { auditProgress, blocks, events, transfers } from './schema';

/**
 * Makes the database what it was after block `ancestor`, as if no later block had ever been written: later facts
 * and versions go, and versions that had ended since are current again. Call it inside a transaction.
 */
export async function rollbackTo(tx: Db, ancestor: number): Promise<void> {
  await tx.delete(events).where(gt(events.block, ancestor));
  await tx.delete(transfers).where(gt(transfers.block, ancestor));
  await tx.delete(blocks).where(gt(blocks.number, ancestor));
  await tx.update(auditProgress).set({
    provedTo: sql`least(proved_to, ${ancestor})`,
    soundAt: sql`least(sound_at, ${ancestor})`,
  });
  for (const kind of entityKinds) {
    const table = identifier(entityTable(kind));
    // Deleted first: two versions of an entity must never both be current.
    await tx.execute(sql`delete from ${table} where from_block > ${ancestor}`);
    await tx.execute(sql`update ${table} set to_block = null where to_block > ${ancestor}`);
  }
}
