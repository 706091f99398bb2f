import type { Change, EntityKind } from '@/lib/domain/entities';
import { keyOf } from '@/lib/domain/entity-key';
import type { WriteTx } from './connection';
import { endVersions } from './end-versions';
import { keyParts, rowsOf } from './entity-tables';
import { type Entity, nameOf } from './known';

/**
 * Writes the versions that blocks bring about within one transaction: what was current ends where its successor begins.
 * The newest version of each entity is kept back until the end, since its successor may be in the next block: so no row
 * of this transaction is ever changed. Several changes of an entity within a block leave one version.
 */
export type VersionWriter = {
  /** What a block changes; their numbers rise. */
  add(block: number, changes: readonly Change[]): void;
  /** Writes what has ended so far. */
  flush(): Promise<void>;
  /** Writes all, and ends what was current before. */
  finish(): Promise<void>;
};

type Version = { value: Entity; fromBlock: number; toBlock: number | null };

/** The versions of one kind: those that are over, the newest of each entity, and where former ones end. */
type Versions = { over: Version[]; newest: Map<string, Version>; ended: (string | number)[][] };

/**
 * @param isNew whether an entity of this name (`kind/key`) is known to have had no version before, which spares to
 * look for it
 */
export function createVersionWriter(
  tx: WriteTx,
  isNew: (name: string) => boolean = () => false,
): VersionWriter {
  const kinds = new Map<EntityKind, Versions>();

  function add(block: number, change: Change): void {
    const { kind } = change;
    const versions: Versions = kinds.get(kind) ?? { over: [], newest: new Map(), ended: [] };
    kinds.set(kind, versions);
    const key = keyOf(change);
    const before = versions.newest.get(key);
    if (before?.fromBlock === block) {
      before.value = change.value;
      return;
    }
    if (before) {
      before.toBlock = block;
      versions.over.push(before);
    } else if (!isNew(nameOf({ kind, key }))) {
      versions.ended.push([...keyParts(key), block]);
    }
    versions.newest.set(key, { value: change.value, fromBlock: block, toBlock: null });
  }

  const copy = (kind: EntityKind, versions: readonly Version[]): Promise<void> => {
    const { table, toRow } = rowsOf(kind);
    return tx.copy(
      table,
      versions.map(({ value, fromBlock, toBlock }) => ({ ...toRow(value), fromBlock, toBlock })),
    );
  };

  return {
    add(block, changes) {
      for (const change of changes) add(block, change);
    },
    async flush() {
      for (const [kind, { over }] of kinds) await copy(kind, over.splice(0));
    },
    async finish() {
      for (const [kind, { over, newest, ended }] of kinds) {
        // Ended first: two versions of an entity must never both be current.
        endVersions(tx, kind, ended);
        await copy(kind, [...over, ...newest.values()]);
      }
      kinds.clear();
    },
  };
}
