import {
  balances,
  collateralManagers,
  operators,
  partitionOperators,
  partitionStrategies,
  registrations,
  roleMembers,
} from '../schema';
import { mapping } from './mapping';

export const balanceRows = mapping('balance', {
  table: balances,
  key: ['partition', 'account'],
  toRow: (balance) => balance,
  fromRow: ({ partition, account, amount }) => ({ partition, account, amount }),
});

export const roleMemberRows = mapping('roleMember', {
  table: roleMembers,
  key: ['kind', 'role', 'account'],
  toRow: ({ changedAt, ...member }) => ({
    ...member,
    changedBlock: changedAt.block,
    changedTimestamp: changedAt.timestamp,
    changedLogIndex: changedAt.logIndex,
    changedTx: changedAt.tx,
  }),
  fromRow: (row) => ({
    kind: row.kind,
    role: row.role,
    account: row.account,
    granted: row.granted,
    changedAt: {
      block: row.changedBlock,
      timestamp: row.changedTimestamp,
      logIndex: row.changedLogIndex,
      tx: row.changedTx,
    },
  }),
});

export const operatorRows = mapping('operator', {
  table: operators,
  key: ['holder', 'operator'],
  toRow: (operator) => operator,
  fromRow: ({ holder, operator, authorized }) => ({ holder, operator, authorized }),
});

export const partitionOperatorRows = mapping('partitionOperator', {
  table: partitionOperators,
  key: ['partition', 'holder', 'operator'],
  toRow: (operator) => operator,
  fromRow: ({ partition, holder, operator, authorized }) => ({ partition, holder, operator, authorized }),
});

export const collateralManagerRows = mapping('collateralManager', {
  table: collateralManagers,
  key: ['address'],
  toRow: ({ address, registeredAt }) => ({
    address,
    registeredBlock: registeredAt.block,
    registeredTimestamp: registeredAt.timestamp,
    registeredLogIndex: registeredAt.logIndex,
    registeredTx: registeredAt.tx,
  }),
  fromRow: (row) => ({
    address: row.address,
    registeredAt: {
      block: row.registeredBlock,
      timestamp: row.registeredTimestamp,
      logIndex: row.registeredLogIndex,
      tx: row.registeredTx,
    },
  }),
});

export const partitionStrategyRows = mapping('partitionStrategy', {
  table: partitionStrategies,
  key: ['prefix'],
  toRow: ({ setAt, ...strategy }) => ({
    ...strategy,
    setBlock: setAt.block,
    setTimestamp: setAt.timestamp,
    setLogIndex: setAt.logIndex,
    setTx: setAt.tx,
  }),
  fromRow: (row) => ({
    prefix: row.prefix,
    name: row.name,
    implementation: row.implementation,
    setAt: {
      block: row.setBlock,
      timestamp: row.setTimestamp,
      logIndex: row.setLogIndex,
      tx: row.setTx,
    },
  }),
});

export const registrationRows = mapping('registration', {
  table: registrations,
  key: ['account'],
  toRow: (registration) => registration,
  fromRow: ({ account, manager, senderHook, recipientHook }) => ({
    account,
    manager,
    senderHook,
    recipientHook,
  }),
});
