import { asc, getTableName, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Db } from './connection';
import { entityKinds, entityTable } from './entity-tables';
import { deferredIndexes, events, transfers } from './schema';

/**
 * An empty database is filled several times as fast without what only readers need: rows go in by the hundred thousand,
 * and an index that is built once at the end costs a fraction of one that is kept up row by row. What is taken down is
 * written down in the same transaction, so that a process which ends in between leaves word of it.
 */
const tables: readonly PgTable[] = [events, transfers, ...entityKinds.map(entityTable)];

/** The writer itself finds current versions by these. */
const KEPT = '%\\_current';

/** Takes down primary keys and indexes; call it inside a transaction, on a database without blocks. */
export async function takeDownIndexes(tx: Db): Promise<void> {
  const found = await tx.execute<{ table: string; name: string; key: boolean; definition: string }>(sql`
    select t.relname as table, i.relname as name, x.indisprimary as key,
      coalesce(pg_get_constraintdef(c.oid), pg_get_indexdef(x.indexrelid)) as definition
    from pg_index x
    join pg_class t on t.oid = x.indrelid
    join pg_class i on i.oid = x.indexrelid
    left join pg_constraint c on c.conindid = i.oid and c.contype = 'p'
    where t.relnamespace = 'public'::regnamespace and i.relname not like ${KEPT}
      and t.relname in (${sql.join(
        tables.map((table) => sql`${getTableName(table)}`),
        sql`, `,
      )})
    order by t.relname, i.relname`);
  if (found.rows.length === 0) return;
  await tx.insert(deferredIndexes).values(
    found.rows.map(({ table, name, key, definition }, position) => ({
      position,
      definition: key ? `alter table "${table}" add constraint "${name}" ${definition}` : definition,
    })),
  );
  for (const { table, name, key } of found.rows) {
    const drop = key ? `alter table "${table}" drop constraint "${name}"` : `drop index "${name}"`;
    await tx.execute(sql.raw(drop));
  }
}

/** Whether anything is taken down. */
export async function isBare(db: Db): Promise<boolean> {
  const [one] = await db.select({ position: deferredIndexes.position }).from(deferredIndexes).limit(1);
  return one !== undefined;
}

/** Builds again what was taken down; call it inside a transaction. Does nothing when all is there. */
export async function putUpIndexes(tx: Db): Promise<void> {
  const deferred = await tx.select().from(deferredIndexes).orderBy(asc(deferredIndexes.position));
  for (const { definition } of deferred) await tx.execute(sql.raw(definition));
  await tx.delete(deferredIndexes);
}
