import { sql } from 'drizzle-orm';
import type { EntityKind } from '@/lib/domain/entities';
import { columnNames, identifier, keySet, sameKey } from './bulk';
import type { WriteTx } from './connection';
import { rowsOf } from './entity-tables';

/**
 * Ends current versions; their successors may be written after that.
 * @param ended of each the parts of its key and the block from which it holds no more
 */
export function endVersions(
  tx: WriteTx,
  kind: EntityKind,
  ended: readonly (readonly (string | number)[])[],
): void {
  if (ended.length === 0) return;
  const { table, key } = rowsOf(kind);
  const columns = [...key, 'toBlock'];
  tx.run(sql`
    update ${identifier(table)} v set to_block = e.to_block
    from ${keySet(table, columns, ended)} as e (${columnNames(table, columns)})
    where ${sameKey(table, key, 'v', 'e')} and v.to_block is null`);
}
