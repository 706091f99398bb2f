import { sql } from 'drizzle-orm';
import { index, type PgColumn, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { managerKinds } from '@/lib/domain/partition';
import { whole } from '../columns';

/** Columns of a version, for every entity table. */
export const version = () => ({
  fromBlock: whole('from_block').notNull(),
  toBlock: whole('to_block'),
});

type Versioned = { fromBlock: PgColumn; toBlock: PgColumn };

/**
 * The key with the block it starts at is unique; so is the key among current versions. The third serves the rollback,
 * which looks for what began after a block.
 */
export const versionIndexes = (name: string, t: Versioned, keys: [PgColumn, ...PgColumn[]]) => [
  primaryKey({ columns: [...keys, t.fromBlock] }),
  uniqueIndex(`${name}_current`)
    .on(...keys)
    .where(sql`to_block is null`),
  index(`${name}_from_block`).on(t.fromBlock),
];

/** Which of the two managers something belongs to. */
export const managerKind = () => text('kind', { enum: managerKinds }).notNull();
