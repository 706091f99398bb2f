import type { Hex } from './codecs';
import type { Change, EntityKind, Pool } from './entities';
import { type ManagerKind, managerKindOf, poolOf } from './partition';

/** One generation of a pool, by what never changes about it: the pool's own id and the number. */
export type GenerationRef = { pool: Hex; generation: number };

export const generationRef = ({ id, generation }: Pool): GenerationRef => ({ pool: poolOf(id), generation });

/** Keys are strings, so that a Map, a row and a cache entry find the same thing. Parts are lower case. */
export const entityKey = {
  /** by the id that the contract knows it by */
  pool: (id: Hex) => id,
  epoch: ({ pool, generation }: GenerationRef, epoch: number) => `${pool}:${generation}:${epoch}`,
  hour: (pool: Hex, hour: number) => `${pool}:${hour}`,
  /** both managers may have locked for one payment */
  lock: (paymentId: Hex, kind: ManagerKind) => `${paymentId}:${kind}`,
  position: ({ pool, generation }: GenerationRef, account: Hex) => `${pool}:${generation}:${account}`,
  stakers: ({ pool, generation }: GenerationRef) => `${pool}:${generation}`,
  ticket: ({ pool, generation }: GenerationRef, account: Hex, exitEpoch: number) =>
    `${pool}:${generation}:${account}:${exitEpoch}`,
  deferred: (pool: Hex, account: Hex) => `${pool}:${account}`,
  merchant: (kind: ManagerKind, address: Hex) => `${kind}:${address}`,
  tally: (merchant: Hex) => merchant,
  balance: (partition: Hex, account: Hex) => `${partition}:${account}`,
  walletPool: (id: Hex) => id,
  walletEpoch: (pool: Hex, epoch: number) => `${pool}:${epoch}`,
  holder: (pool: Hex, account: Hex) => `${pool}:${account}`,
  holderEpoch: (pool: Hex, account: Hex, epoch: number) => `${pool}:${account}:${epoch}`,
  slice: (paymentId: Hex, index: number) => `${paymentId}:${index}`,
  roleMember: (kind: ManagerKind, role: Hex, account: Hex) => `${kind}:${role}:${account}`,
  operator: (holder: Hex, operator: Hex) => `${holder}:${operator}`,
  partitionOperator: (partition: Hex, holder: Hex, operator: Hex) => `${partition}:${holder}:${operator}`,
  collateralManager: (address: Hex) => address,
  partitionStrategy: (prefix: Hex) => prefix,
  registration: (account: Hex) => account,
} as const;

/** Key of the lock that an event or an answer speaks of: its pool says whose it is. */
export const lockKey = ({ paymentId, pool }: { paymentId: Hex; pool: Hex }): string =>
  entityKey.lock(paymentId, managerKindOf(pool));

export type EntityRef = { kind: EntityKind; key: string };

export function keyOf(change: Change): string {
  switch (change.kind) {
    case 'pool':
      return entityKey.pool(change.value.id);
    case 'epoch':
      return entityKey.epoch(change.value, change.value.epoch);
    case 'hour':
      return entityKey.hour(change.value.pool, change.value.hour);
    case 'lock':
      return lockKey(change.value);
    case 'position':
      return entityKey.position(change.value, change.value.account);
    case 'stakers':
      return entityKey.stakers(change.value);
    case 'ticket':
      return entityKey.ticket(change.value, change.value.account, change.value.exitEpoch);
    case 'deferred':
      return entityKey.deferred(change.value.pool, change.value.account);
    case 'merchant':
      return entityKey.merchant(change.value.kind, change.value.address);
    case 'tally':
      return entityKey.tally(change.value.merchant);
    case 'balance':
      return entityKey.balance(change.value.partition, change.value.account);
    case 'walletPool':
      return entityKey.walletPool(change.value.id);
    case 'walletEpoch':
      return entityKey.walletEpoch(change.value.pool, change.value.epoch);
    case 'holder':
      return entityKey.holder(change.value.pool, change.value.account);
    case 'holderEpoch':
      return entityKey.holderEpoch(change.value.pool, change.value.account, change.value.epoch);
    case 'slice':
      return entityKey.slice(change.value.paymentId, change.value.index);
    case 'roleMember':
      return entityKey.roleMember(change.value.kind, change.value.role, change.value.account);
    case 'operator':
      return entityKey.operator(change.value.holder, change.value.operator);
    case 'partitionOperator':
      return entityKey.partitionOperator(change.value.partition, change.value.holder, change.value.operator);
    case 'collateralManager':
      return entityKey.collateralManager(change.value.address);
    case 'partitionStrategy':
      return entityKey.partitionStrategy(change.value.prefix);
    case 'registration':
      return entityKey.registration(change.value.account);
  }
}
