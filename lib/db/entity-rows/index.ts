import {
  balanceRows,
  collateralManagerRows,
  operatorRows,
  partitionOperatorRows,
  partitionStrategyRows,
  registrationRows,
  roleMemberRows,
} from './amp';
import { holderEpochRows, holderRows, sliceRows, walletEpochRows, walletPoolRows } from './in-place';
import { deferredRows, lockRows, merchantRows, tallyRows } from './payments';
import { epochRows, hourRows, poolRows } from './pools';
import { positionRows, stakerRows, ticketRows } from './stakes';

export * from './amp';
export * from './in-place';
export * from './payments';
export * from './pools';
export * from './stakes';

/** Every entity kind's table. */
export const entityRows = {
  pool: poolRows,
  epoch: epochRows,
  hour: hourRows,
  lock: lockRows,
  position: positionRows,
  stakers: stakerRows,
  ticket: ticketRows,
  deferred: deferredRows,
  merchant: merchantRows,
  tally: tallyRows,
  balance: balanceRows,
  walletPool: walletPoolRows,
  walletEpoch: walletEpochRows,
  holder: holderRows,
  holderEpoch: holderEpochRows,
  slice: sliceRows,
  roleMember: roleMemberRows,
  operator: operatorRows,
  partitionOperator: partitionOperatorRows,
  collateralManager: collateralManagerRows,
  partitionStrategy: partitionStrategyRows,
  registration: registrationRows,
} as const;
