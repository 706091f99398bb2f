import { asc, eq, getTableName, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Db } from './connection';
import { balances, deferredIndexes, events, locks, positions, slices, transfers } from './schema';

/**
 * An empty database is filled several times as fast without what only readers need: rows go in by the hundred thousand,
 * and an index that is built once at the end costs a fraction of one that is kept up row by row. What is taken down is
 * written down in the same transaction, so that a process which ends in between leaves word of it. Only of tables that
 * hold many rows: to build an index anew costs a moment even where it is empty.
 */
const tables: readonly PgTable[] = [balances, transfers, events, locks, positions, slices];

/** The writer itself finds current versions by these. */
const KEPT = '%\\_current';

/** Takes down primary keys and indexes; call it inside a transaction, on a database without blocks. */
export async function takeDownIndexes(tx: Db): Promise<void> {
  const found = await tx.execute<{ table: string; name: string; key: boolean; definition: string }>(sql`
    select t.relname as table, i.relname as name, x.indisprimary as key,
      pg_get_indexdef(x.indexrelid) as definition
    from pg_index x
    join pg_class t on t.oid = x.indrelid
    join pg_class i on i.oid = x.indexrelid
    where t.relnamespace = 'public'::regnamespace and i.relname not like ${KEPT}
      and t.relname in (${sql.join(
        tables.map((table) => sql`${getTableName(table)}`),
        sql`, `,
      )})
    order by t.relname, i.relname`);
  if (found.rows.length === 0) return;
  const indexes = found.rows.map(({ definition }) => definition);
  const keys = found.rows.flatMap(({ key, table, name }) =>
    key ? [`alter table "${table}" add constraint "${name}" primary key using index "${name}"`] : [],
  );
  await tx
    .insert(deferredIndexes)
    .values([...indexes, ...keys].map((definition, position) => ({ position, definition })));
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

type Deferred = typeof deferredIndexes.$inferSelect;

/**
 * Builds again what was taken down, each in a transaction of its own, so that several can be built at once, and what was
 * built stays when the process ends. Does nothing when all is there.
 * @param connections how many of them `db` may use at the same time
 */
export async function putUpIndexes(db: Db, connections = 1): Promise<void> {
  const deferred = await db.select().from(deferredIndexes).orderBy(asc(deferredIndexes.position));
  const isIndex = ({ definition }: Deferred) => /^create /i.test(definition);
  const waiting = deferred.filter(isIndex);
  const build = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await putUp(db, next);
  };
  await Promise.all(Array.from({ length: connections }, build));
  // A key is made of an index that is there, and then locks its table.
  for (const key of deferred.filter((one) => !isIndex(one))) await putUp(db, key);
}

/** Whoever takes the note builds it: others wait for them, and find it gone. */
const putUp = (db: Db, { position, definition }: Deferred): Promise<void> =>
  db.transaction(async (tx) => {
    const taken = await tx
      .delete(deferredIndexes)
      .where(eq(deferredIndexes.position, position))
      .returning({ position: deferredIndexes.position });
    if (taken.length > 0) await tx.execute(sql.raw(definition));
  });
