export { asOf, asOfByKey, current, type VersionedTable } from './as-of';
export { insertRows } from './bulk';
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
  ticketRows,
} from './entity-rows';
export {
  type BlockChanges,
  type Known,
  loadEntities,
  lookupIn,
  remember,
  writeBlocks,
  writeChanges,
} from './entity-store';
export { eventFromRow, eventToRow } from './event-rows';
export { IN_MEMORY, openDatabase } from './open';
export { rollbackTo } from './rollback';
