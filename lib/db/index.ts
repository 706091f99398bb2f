export { asOf, asOfByKey, current, lastNotAfter, selectLast, type VersionedTable } from './as-of';
export { type BalanceLedger, createBalanceLedger } from './balance-ledger';
export { isBare, putUpIndexes, takeDownIndexes } from './bare';
export type { Database, Db, Writer, WriteTx } from './connection';
export { DirectoryInUseError } from './directory-lock';
export { compareDumps, type Dump, dumpDatabase, emptyDatabase } from './dump';
export {
  balanceRows,
  collateralManagerRows,
  deferredRows,
  entityRows,
  epochRows,
  holderEpochRows,
  holderRows,
  hourRows,
  lockRows,
  merchantRows,
  operatorRows,
  partitionOperatorRows,
  partitionStrategyRows,
  poolRows,
  positionRows,
  registrationRows,
  roleMemberRows,
  sliceRows,
  stakerRows,
  tallyRows,
  ticketRows,
  walletEpochRows,
  walletPoolRows,
} from './entity-rows';
export { eventFromRow, eventToRow, transferFromRow, transferToRow, writeFacts } from './event-rows';
export {
  changeName,
  createEntityCache,
  type Entity,
  type EntityCache,
  type Known,
  lookupIn,
  nameOf,
} from './known';
export { endLeadingSession, leadingSession } from './leader-lock';
export { loadEntities } from './load-entities';
export { announceHead, NEWS } from './news';
export { IN_MEMORY, openDatabase } from './open';
export { rollbackTo } from './rollback';
export { recountSpendable } from './spendable';
export { createVersionWriter, type VersionWriter } from './version-writer';
