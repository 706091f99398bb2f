import { sql } from 'drizzle-orm';
import type { Change, EntityKind } from '@/lib/domain/entities';
import { keyOf } from '@/lib/domain/entity-key';
import { columnName, columnNames, identifier, keySet } from './bulk';
import type { Db, WriteTx } from './connection';
import { keyParts, rowsOf } from './entity-tables';
import { nameOf } from './known';

/** Everything one block changes. `block` numbers rise from one to the next. */
export type BlockChanges = { block: number; changes: readonly Change[] };

type Version = Record<string, unknown> & { fromBlock: number; toBlock: number | null };

/** The versions of one kind that blocks bring about, and where those that were current before them end. */
type Versions = { rows: Version[]; latest: Map<string, Version>; ended: (string | number)[][] };

/**
 * Writes the versions that blocks bring about: what was current ends where its successor begins. Written in one go
 * or block by block, the rows are the same. Several changes of an entity within a block leave one version.
 * @param isNew whether an entity of this name (`kind/key`) is known to have no version yet, which spares to look for it
 */
export async function writeBlocks(
  tx: WriteTx,
  blocks: readonly BlockChanges[],
  isNew: (name: string) => boolean = () => false,
): Promise<void> {
  const kinds = new Map<EntityKind, Versions>();
  for (const { block, changes } of blocks) {
    for (const change of changes) {
      const { kind } = change;
      const versions: Versions = kinds.get(kind) ?? { rows: [], latest: new Map(), ended: [] };
      kinds.set(kind, versions);
      add(versions, change, block, isNew);
    }
  }
  for (const [kind, { rows, ended }] of kinds) {
    const { table } = rowsOf(kind);
    await endVersions(tx.db, kind, ended);
    await tx.copy(table, rows);
  }
}

function add(
  { rows, latest, ended }: Versions,
  change: Change,
  block: number,
  isNew: (name: string) => boolean,
): void {
  const key = keyOf(change);
  const before = latest.get(key);
  const row = rowsOf(change.kind).toRow(change.value);
  if (before?.fromBlock === block) {
    Object.assign(before, row);
    return;
  }
  if (before) before.toBlock = block;
  else if (!isNew(nameOf({ kind: change.kind, key }))) ended.push([...keyParts(key), block]);
  const version: Version = Object.assign({}, row, { fromBlock: block, toBlock: null });
  latest.set(key, version);
  rows.push(version);
}

async function endVersions(db: Db, kind: EntityKind, ended: (string | number)[][]): Promise<void> {
  if (ended.length === 0) return;
  const { table, key } = rowsOf(kind);
  const columns = [...key, 'toBlock'];
  const sameKey = sql.join(
    key.map((name) => sql`v.${columnName(table, name)} = e.${columnName(table, name)}`),
    sql` and `,
  );
  await db.execute(sql`
    update ${identifier(table)} v set to_block = e.to_block
    from ${keySet(table, columns, ended)} as e (${columnNames(table, columns)})
    where ${sameKey} and v.to_block is null`);
}

/** {@link writeBlocks} for one block. */
export const writeChanges = (tx: WriteTx, block: number, changes: readonly Change[]): Promise<void> =>
  writeBlocks(tx, [{ block, changes }]);
