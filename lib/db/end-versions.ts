import { sql } from 'drizzle-orm';
import type { EntityKind } from '@/lib/domain/entities';
import { columnName, columnNames, identifier, keySet } from './bulk';
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
  const sameKey = sql.join(
    key.map((name) => sql`v.${columnName(table, name)} = e.${columnName(table, name)}`),
    sql` and `,
  );
  tx.run(sql`
    update ${identifier(table)} v set to_block = e.to_block
    from ${keySet(table, columns, ended)} as e (${columnNames(table, columns)})
    where ${sameKey} and v.to_block is null`);
}
