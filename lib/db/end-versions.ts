import { sql } from 'drizzle-orm';
import type { EntityKind } from '@/lib/domain/entities';
import { columnNames, identifier, keySet, keySetValues, sameKey, statementText } from './bulk';
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
  const statement = statements.get(kind) ?? statementOf(kind);
  statements.set(kind, statement);
  tx.run(statement, keySetValues(rowsOf(kind).key.length + 1, ended));
}

const statements = new Map<EntityKind, string>();

function statementOf(kind: EntityKind): string {
  const { table, key } = rowsOf(kind);
  const columns = [...key, 'toBlock'];
  return statementText(sql`
    update ${identifier(table)} v set to_block = e.to_block
    from ${keySet(table, columns, [])} as e (${columnNames(table, columns)})
    where ${sameKey(table, key, 'v', 'e')} and v.to_block is null`);
}
