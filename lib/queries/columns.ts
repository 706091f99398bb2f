import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** Aggregates as the domain counts: rows as numbers, wei as bigint, nothing as 0. */
export const rowCount = (where?: SQL): SQL<number> =>
  (where ? sql`count(*) filter (where ${where})` : sql`count(*)`).mapWith(Number);

export const sumOf = (column: PgColumn | SQL, where?: SQL): SQL<bigint> =>
  (where
    ? sql`coalesce(sum(${column}) filter (where ${where}), 0)`
    : sql`coalesce(sum(${column}), 0)`
  ).mapWith(BigInt);

/** An amount inside an event's arguments: a decimal string in JSON. */
export const amountArg = (args: PgColumn, name: string): SQL => sql`(${args} ->> ${name})::numeric`;
