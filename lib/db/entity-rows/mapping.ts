import type { EntityKind, EntityOf } from '@/lib/domain/entities';

/**
 * How an entity lies in its table: `toRow` flattens it, `fromRow` builds it again, `key` names the columns of its
 * key in the order of `entityKey`, so that a key split at its colons gives their values.
 */
export type Row<Table extends { $inferSelect: unknown }> = Omit<
  Table['$inferSelect'],
  'fromBlock' | 'toBlock'
>;

export type Mapping<Kind extends EntityKind, Table extends { $inferSelect: unknown }> = {
  table: Table;
  key: readonly (keyof Row<Table> & string)[];
  toRow: (value: EntityOf[Kind]) => Row<Table>;
  fromRow: (row: Row<Table>) => EntityOf[Kind];
};

export const mapping = <Kind extends EntityKind, Table extends { $inferSelect: unknown }>(
  _kind: Kind,
  spec: Mapping<Kind, Table>,
): Mapping<Kind, Table> => spec;
