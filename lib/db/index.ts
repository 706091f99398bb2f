export { asOf, asOfByKey, current, type VersionedTable } from './as-of';
export type { Database, Db, Writer, WriteTx } from './connection';
export { DirectoryInUseError } from './directory-lock';
export { compareDumps, type Dump, dumpDatabase, emptyDatabase } from './dump';
export {
  balanceRows,
  deferredRows,
  entityRows,
  epochRows,
  hourRows,
  lockRows,
  merchantRows,
  poolRows,
  positionRows,
  stakerRows,
  tallyRows,
  ticketRows,
} from './entity-rows';
export { eventFromRow, eventToRow, transferFromRow, writeFacts } from './event-rows';
export {
  changeName,
  createEntityCache,
  type Entity,
  type EntityCache,
  type Known,
  lookupIn,
  nameOf,
} from './known';
export { loadEntities } from './load-entities';
export { announceHead, NEWS } from './news';
export { IN_MEMORY, openDatabase } from './open';
export { rollbackTo } from './rollback';
export { type BlockChanges, writeBlocks, writeChanges } from './write-blocks';
