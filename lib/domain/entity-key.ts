import type { Hex } from './codecs';
import type { Change, EntityKind } from './entities';

/** Keys are strings, so that a Map, a row and a cache entry find the same thing. Parts are lower case. */
export const entityKey = {
  pool: (id: Hex) => id,
  epoch: (pool: Hex, epoch: number) => `${pool}:${epoch}`,
  hour: (pool: Hex, hour: number) => `${pool}:${hour}`,
  lock: (paymentId: Hex) => paymentId,
  position: (pool: Hex, account: Hex) => `${pool}:${account}`,
  ticket: (pool: Hex, account: Hex, exitEpoch: number) => `${pool}:${account}:${exitEpoch}`,
  merchant: (address: Hex) => address,
  balance: (partition: Hex, account: Hex) => `${partition}:${account}`,
} as const;

export type EntityRef = { kind: EntityKind; key: string };

export function keyOf(change: Change): string {
  switch (change.kind) {
    case 'pool':
      return entityKey.pool(change.value.id);
    case 'epoch':
      return entityKey.epoch(change.value.pool, change.value.epoch);
    case 'hour':
      return entityKey.hour(change.value.pool, change.value.hour);
    case 'lock':
      return entityKey.lock(change.value.paymentId);
    case 'position':
      return entityKey.position(change.value.pool, change.value.account);
    case 'ticket':
      return entityKey.ticket(change.value.pool, change.value.account, change.value.exitEpoch);
    case 'merchant':
      return entityKey.merchant(change.value.address);
    case 'balance':
      return entityKey.balance(change.value.partition, change.value.account);
  }
}
