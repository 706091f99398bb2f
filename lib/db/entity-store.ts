import { and, isNull, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Change, EntityKind, EntityOf } from '@/lib/domain/entities';
import { type EntityRef, keyOf } from '@/lib/domain/entity-key';
import type { Lookup } from '@/lib/domain/reduce';
import { identifier, recordset } from './bulk';
import type { Db } from './connection';
import { entityRows } from './entity-rows';

/** Entities by `kind/key`. */
export type Known = Map<string, EntityOf[EntityKind]>;

const nameOf = ({ kind, key }: EntityRef): string => `${kind}/${key}`;

export const lookupIn =
  (known: Known): Lookup =>
  <Kind extends EntityKind>(kind: Kind, key: string) =>
    // `loadEntities` and `remember` store each entity under its own kind.
    known.get(nameOf({ kind, key })) as EntityOf[Kind] | undefined;

export function remember(known: Known, changes: readonly Change[]): void {
  for (const change of changes) known.set(nameOf({ kind: change.kind, key: keyOf(change) }), change.value);
}

/** {@link entityRows} without the link between a kind and its types, to go through all kinds in one way. */
type AnyRows = {
  table: PgTable & { fromBlock: PgColumn; toBlock: PgColumn };
  key: readonly string[];
  toRow: (value: unknown) => Record<string, unknown>;
  fromRow: (row: Record<string, unknown>) => EntityOf[EntityKind];
};
/** Sound as long as a kind's rows meet only values of that kind, which every caller below sees to. */
const rowsOf = (kind: EntityKind) => entityRows[kind] as unknown as AnyRows;

export const entityKinds = Object.keys(entityRows) as EntityKind[]; // an object literal has no other keys
export const entityTable = (kind: EntityKind) => rowsOf(kind).table;

/** The current version of each entity that is there; one query a kind, whatever the number of refs. */
export async function loadEntities(tx: Db, refs: readonly EntityRef[]): Promise<Known> {
  const known: Known = new Map();
  for (const kind of entityKinds) {
    const wanted = new Set(refs.flatMap((ref) => (ref.kind === kind ? [ref.key] : [])));
    if (wanted.size === 0) continue;
    const { table, key, fromRow } = rowsOf(kind);
    const keys = [...wanted].map((id) => keyColumns(key, id));
    const columns = keyNames(table, key);
    const rows = await tx
      .select()
      .from(table)
      .where(
        and(
          isNull(table.toBlock),
          sql`(${columns}) in (select ${columns} from ${recordset(table, keys)} as wanted)`,
        ),
      );
    for (const row of rows) {
      const parts = key.map((column) => String(row[column]));
      known.set(nameOf({ kind, key: parts.join(':') }), fromRow(row));
    }
  }
  return known;
}

/** A key's parts under the names of their columns: the parts hold no colon, being hex and numbers. */
const keyColumns = (columns: readonly string[], key: string): Record<string, string | undefined> => {
  const parts = key.split(':');
  return Object.fromEntries(columns.map((column, index) => [column, parts[index]]));
};

const columnName = (table: PgTable, key: string): SQL => {
  const column = Reflect.get(table, key) as PgColumn; // tables carry their columns under these names
  return sql`${sql.identifier(column.name)}`;
};
const keyNames = (table: PgTable, key: readonly string[]): SQL =>
  sql.join(
    key.map((name) => columnName(table, name)),
    sql`, `,
  );

/** Everything one block changes. `block` numbers rise from one to the next. */
export type BlockChanges = { block: number; changes: readonly Change[] };

type Version = Record<string, unknown> & { fromBlock: number; toBlock: number | null };

/**
 * Writes the versions that blocks bring about: what was current ends where its successor begins. Written in one go
 * or block by block, the rows are the same. Several changes of an entity within a block leave one version; a
 * block that was written before is written over.
 */
export async function writeBlocks(tx: Db, blocks: readonly BlockChanges[]): Promise<void> {
  for (const kind of entityKinds) {
    const { table, key, toRow } = rowsOf(kind);
    const rows: Version[] = [];
    const latest = new Map<string, Version>();
    const ended: Record<string, unknown>[] = [];
    for (const { block, changes } of blocks) {
      for (const change of changes) {
        if (change.kind !== kind) continue;
        const id = keyOf(change);
        const before = latest.get(id);
        const version = { ...toRow(change.value), fromBlock: block, toBlock: null };
        if (before?.fromBlock === block) {
          Object.assign(before, version);
          continue;
        }
        if (before) before.toBlock = block;
        else ended.push({ ...keyColumns(key, id), toBlock: block });
        latest.set(id, version);
        rows.push(version);
      }
    }
    if (rows.length === 0) continue;
    await endVersions(tx, table, key, ended);
    await insertVersions(tx, table, key, rows);
  }
}

/** {@link writeBlocks} for one block. */
export const writeChanges = (tx: Db, block: number, changes: readonly Change[]): Promise<void> =>
  writeBlocks(tx, [{ block, changes }]);

async function endVersions(
  tx: Db,
  table: PgTable,
  key: readonly string[],
  ended: Record<string, unknown>[],
): Promise<void> {
  const sameKey = sql.join(
    key.map((name) => sql`v.${columnName(table, name)} = e.${columnName(table, name)}`),
    sql` and `,
  );
  await tx.execute(sql`
    update ${identifier(table)} v set to_block = e.to_block from ${recordset(table, ended)} e
    where ${sameKey} and v.to_block is null and v.from_block < e.to_block`);
}

async function insertVersions(
  tx: Db,
  table: PgTable,
  key: readonly string[],
  rows: Version[],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).map((name) => columnName(table, name));
  const set = columns.map((column) => sql`${column} = excluded.${column}`);
  await tx.execute(sql`
    insert into ${identifier(table)} select * from ${recordset(table, rows)}
    on conflict (${keyNames(table, key)}, from_block) do update set ${sql.join(set, sql`, `)}`);
}
