import { and, asc, desc, gte, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { type Db, poolRows } from '@/lib/db';
import { columnName, columnNames, keySet } from '@/lib/db/bulk';
import { keyParts, rowsOf } from '@/lib/db/entity-tables';
import type { Entity } from '@/lib/db/known';
import { locks, pools, spendable } from '@/lib/db/schema';
import type { Hex } from '@/lib/domain/codecs';
import type { EntityKind, EntityOf } from '@/lib/domain/entities';
import { type EntityRef, entityKey } from '@/lib/domain/entity-key';
import { DEFAULT_PARTITION } from '@/lib/domain/partition';

/** An entity as it is stored now, and the block that made it so; null for a sum, which any of them may have spoiled. */
export type Version = {
  [Kind in EntityKind]: { kind: Kind; key: string; value: EntityOf[Kind]; since: number | null };
}[EntityKind];

/** Those that are there; one query a kind. */
export async function loadVersions(tx: Db, refs: readonly EntityRef[]): Promise<Version[]> {
  const found: Version[] = [];
  for (const kind of new Set(refs.map((ref) => ref.kind))) {
    const { table, key, fromRow } = rowsOf(kind);
    const wanted = refs.filter((ref) => ref.kind === kind).map((ref) => keyParts(ref.key));
    const rows = await tx
      .select()
      .from(table)
      .where(
        and(
          isNull(table.toBlock),
          sql`(${columnNames(table, key)}) in (select * from ${keySet(table, key, wanted)})`,
        ),
      );
    for (const row of rows) found.push(versionOf(kind, key, fromRow(row), row));
  }
  return [...found, ...(await loadSpendable(tx, refs))];
}

async function loadSpendable(tx: Db, refs: readonly EntityRef[]): Promise<Version[]> {
  const accounts = refs.flatMap(({ kind, key }) => {
    const [partition, account] = keyParts(key);
    return kind === 'balance' && partition === DEFAULT_PARTITION && account ? [account as Hex] : [];
  });
  if (accounts.length === 0) return [];
  return (await tx.select().from(spendable).where(inArray(spendable.account, accounts))).map(
    spendableVersion,
  );
}

/** Kinds that a contract can be asked about, one by one, and the column of hex in whose order an index has them. */
const SAMPLED = [
  ['position', 'account'],
  ['ticket', 'account'],
  ['lock', 'paymentId'],
  ['balance', 'account'],
  ['deferred', 'account'],
  ['holder', 'account'],
] as const satisfies [EntityKind, string][];

/** Up to `most` accounts of those that hold AMP in the default partition, from a random one on. */
export async function sampleSpendable(tx: Db, start: Hex, most: number): Promise<Version[]> {
  const rows = await sample(sql`${spendable.account}`, start, most, (where, limit) =>
    tx.select().from(spendable).where(where).orderBy(asc(spendable.account)).limit(limit),
  );
  return rows.map(spendableVersion);
}

/** Behind the last comes the first: where there are few, all of them are looked at. */
async function sample<Row>(
  column: SQL,
  start: Hex,
  most: number,
  some: (where: SQL, limit: number) => Promise<Row[]>,
): Promise<Row[]> {
  const rows = await some(gte(column, start), most);
  return rows.length < most ? [...rows, ...(await some(lt(column, start), most - rows.length))] : rows;
}

const spendableVersion = ({ account, amount }: typeof spendable.$inferSelect): Version => ({
  kind: 'balance',
  key: entityKey.balance(DEFAULT_PARTITION, account),
  value: { partition: DEFAULT_PARTITION, account, amount },
  since: null,
});

/** Up to `most` of each kind, from a random place on: addresses and hashes are as good as random themselves. */
export async function sampleVersions(tx: Db, start: Hex, most: number): Promise<Version[]> {
  const found: Version[] = [];
  for (const [kind, by] of SAMPLED) {
    const { table, key, fromRow } = rowsOf(kind);
    const column = columnName(table, by);
    const rows = await sample(column, start, most, (where, limit) =>
      tx
        .select()
        .from(table)
        .where(and(isNull(table.toBlock), where))
        .orderBy(asc(column))
        .limit(limit),
    );
    for (const row of rows) found.push(versionOf(kind, key, fromRow(row), row));
  }
  return found;
}

/** Every generation of every pool. */
export async function poolVersions(tx: Db): Promise<Extract<Version, { kind: 'pool' }>[]> {
  const rows = await tx.select().from(pools).where(isNull(pools.toBlock)).orderBy(asc(pools.id));
  return rows.map((row) => ({
    kind: 'pool',
    key: row.id,
    value: poolRows.fromRow(row),
    since: row.fromBlock,
  }));
}

/** Those whose time is not over yet are among them. */
export async function newestLocks(tx: Db, most: number): Promise<Version[]> {
  const { key, fromRow } = rowsOf('lock');
  const rows = await tx
    .select()
    .from(locks)
    .where(isNull(locks.toBlock))
    .orderBy(desc(locks.lockedBlock), desc(locks.lockedLogIndex))
    .limit(most);
  return rows.map((row) => versionOf('lock', key, fromRow(row), row));
}

function versionOf(
  kind: EntityKind,
  columns: readonly string[],
  value: Entity,
  row: Record<string, unknown>,
): Version {
  const key = columns.map((column) => String(row[column])).join(':');
  // The rows of a kind's table make values of that kind.
  return { kind, key, value, since: Number(row.fromBlock) } as Version;
}
