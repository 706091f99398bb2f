import { and, isNull, sql } from 'drizzle-orm';
import type { EntityKind } from '@/lib/domain/entities';
import type { EntityRef } from '@/lib/domain/entity-key';
import { columnNames, keySet } from './bulk';
import type { Db } from './connection';
import { keyParts, rowsOf } from './entity-tables';
import { type Entity, nameOf } from './known';

/** The current version of each entity that is there, by its name; one query a kind, whatever the number of refs. */
export async function loadEntities(tx: Db, refs: readonly EntityRef[]): Promise<Map<string, Entity>> {
  const wanted = new Map<EntityKind, Set<string>>();
  for (const { kind, key } of refs) wanted.set(kind, (wanted.get(kind) ?? new Set()).add(key));
  const found = new Map<string, Entity>();
  for (const [kind, keys] of wanted) {
    const { table, key, fromRow } = rowsOf(kind);
    const columns = columnNames(table, key);
    const set = keySet(table, key, [...keys].map(keyParts));
    const rows = await tx
      .select()
      .from(table)
      .where(and(isNull(table.toBlock), sql`(${columns}) in (select * from ${set})`));
    for (const row of rows) {
      const parts = key.map((column) => String(row[column]));
      found.set(nameOf({ kind, key: parts.join(':') }), fromRow(row));
    }
  }
  return found;
}
