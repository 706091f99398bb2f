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

/**
 * Each is looked for by its own key, one after the other, since a statement is planned once, maybe while the table is
 * nearly empty: left free, the planner then finds it as cheap to read all current versions, and keeps to that when there
 * are a million. A lookup with a limit of its own cannot be put together with others.
 */
function statementOf(kind: EntityKind): string {
  const { table, key } = rowsOf(kind);
  const columns = [...key, 'toBlock'];
  return statementText(sql`
    update ${identifier(table)} v set to_block = e.to_block
    from ${keySet(table, columns, [])} as e (${columnNames(table, columns)}),
      lateral (
        select c.ctid from ${identifier(table)} c
        where ${sameKey(table, key, 'c', 'e')} and c.to_block is null limit 1
      ) as found
    where v.ctid = found.ctid`);
}
