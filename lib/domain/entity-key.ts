import type { Hex } from './codecs';
import type { Change, EntityKind, Pool } from './entities';
import { poolOf } from './partition';

/** One generation of a pool, by what never changes about it: the pool's own id and the number. */
export type GenerationRef = { pool: Hex; generation: number };

export const generationRef = ({ id, generation }: Pool): GenerationRef => ({ pool: poolOf(id), generation });

/** Keys are strings, so that a Map, a row and a cache entry find the same thing. Parts are lower case. */
export const entityKey = {
  /** by the id that the contract knows it by */
  pool: (id: Hex) => id,
  epoch: ({ pool, generation }: GenerationRef, epoch: number) => `${pool}:${generation}:${epoch}`,
  hour: (pool: Hex, hour: number) => `${pool}:${hour}`,
  lock: (paymentId: Hex) => paymentId,
  position: ({ pool, generation }: GenerationRef, account: Hex) => `${pool}:${generation}:${account}`,
  stakers: ({ pool, generation }: GenerationRef) => `${pool}:${generation}`,
  ticket: ({ pool, generation }: GenerationRef, account: Hex, exitEpoch: number) =>
    `${pool}:${generation}:${account}:${exitEpoch}`,
  deferred: (pool: Hex, account: Hex) => `${pool}:${account}`,
  merchant: (address: Hex) => address,
  tally: (merchant: Hex) => merchant,
  balance: (partition: Hex, account: Hex) => `${partition}:${account}`,
} as const;

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
      return entityKey.lock(change.value.paymentId);
    case 'position':
      return entityKey.position(change.value, change.value.account);
    case 'stakers':
      return entityKey.stakers(change.value);
    case 'ticket':
      return entityKey.ticket(change.value, change.value.account, change.value.exitEpoch);
    case 'deferred':
      return entityKey.deferred(change.value.pool, change.value.account);
    case 'merchant':
      return entityKey.merchant(change.value.address);
    case 'tally':
      return entityKey.tally(change.value.merchant);
    case 'balance':
      return entityKey.balance(change.value.partition, change.value.account);
  }
}
