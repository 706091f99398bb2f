import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { EntityKind } from '@/lib/domain/entities';
import { entityRows } from './entity-rows';
import type { Entity } from './known';

/** {@link entityRows} without the link between a kind and its types, to go through all kinds in one way. */
type AnyRows = {
  table: PgTable & { fromBlock: PgColumn; toBlock: PgColumn };
  key: readonly string[];
  toRow: (value: unknown) => Record<string, unknown>;
  fromRow: (row: Record<string, unknown>) => Entity;
};

/** Sound as long as a kind's rows meet only values of that kind, which every caller sees to. */
export const rowsOf = (kind: EntityKind) => entityRows[kind] as unknown as AnyRows;

export const entityKinds = Object.keys(entityRows) as EntityKind[]; // an object literal has no other keys
export const entityTable = (kind: EntityKind) => rowsOf(kind).table;

/** A key's parts in the order of its columns: the parts hold no colon, being hex and numbers. */
export const keyParts = (key: string): string[] => key.split(':');
