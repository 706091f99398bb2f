import type { Change, EntityKind, EntityOf } from '@/lib/domain/entities';
import { type EntityRef, keyOf } from '@/lib/domain/entity-key';
import type { Lookup } from '@/lib/domain/reduce';

export type Entity = EntityOf[EntityKind];

/** Entities by `kind/key`; null is one that is known not to be there. */
export type Known = { get(name: string): Entity | null | undefined };

export const nameOf = ({ kind, key }: EntityRef): string => `${kind}/${key}`;

export const changeName = (change: Change): string => `${change.kind}/${keyOf(change)}`;

export const lookupIn =
  (known: Known): Lookup =>
  <Kind extends EntityKind>(kind: Kind, key: string) =>
    // Everything is stored under its own kind.
    (known.get(nameOf({ kind, key })) ?? undefined) as EntityOf[Kind] | undefined;

export type EntityCache = Known & {
  set(name: string, entity: Entity | null): void;
  /** Nothing is known any more. */
  clear(): void;
  /** The database is empty: as long as nothing is forgotten, what is not known is not there. */
  startEmpty(): void;
};

/**
 * What is current in the database, as far as its only writer has seen it: nothing else may write. Holds between
 * `generation` and twice as many entities; of those, the ones that were asked for last.
 */
export function createEntityCache(generation = 30_000): EntityCache {
  let young = new Map<string, Entity | null>();
  let old = new Map<string, Entity | null>();
  let whole = false;
  const set = (name: string, entity: Entity | null) => {
    young.set(name, entity);
    if (young.size < generation) return;
    if (old.size > 0) whole = false;
    old = young;
    young = new Map();
  };
  const clear = () => {
    young = new Map();
    old = new Map();
    whole = false;
  };
  return {
    set,
    get(name) {
      const found = young.get(name);
      if (found !== undefined) return found;
      const older = old.get(name);
      if (older !== undefined) set(name, older);
      return older === undefined && whole ? null : older;
    },
    clear,
    startEmpty() {
      clear();
      whole = true;
    },
  };
}
