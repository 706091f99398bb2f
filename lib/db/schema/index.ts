/**
 * What the follower keeps. `blocks`, `events` and `transfers` are facts, `spendable` is a sum of
 * some of them (`spendable.ts`). Every other table holds one entity kind of
 * `lib/domain/entities.ts`, one row a version: true from block `from_block` on, until before `to_block`, or
 * until now where `to_block` is null. A version is never changed but for `to_block`, so any block can be read
 * (`as-of.ts`) and a reorg is undone by deleting what came after (`rollback.ts`).
 */

export * from './amp';
export * from './audit';
export * from './chain';
export * from './in-place';
export * from './payments';
export * from './pools';
export * from './stakes';
