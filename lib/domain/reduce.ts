import type { Hex } from './codecs';
import type { Change, EntityKind, EntityOf, Lock } from './entities';
import { type EntityRef, entityKey, keyOf } from './entity-key';
import type { ChainEvent } from './events';
import { DEFAULT_PARTITION } from './partition';
import { lockEndEpoch } from './pool-math';
import { reduceAccount } from './reduce-account';
import { reduceBalance, refuseOverdrawn } from './reduce-balance';
import type { Lookup, ReduceContext } from './reduce-context';
import { reduceLock } from './reduce-lock';
import { hourOf, reducePool } from './reduce-pool';

export { type Lookup, MissingEntityError, type ReduceContext, type TrackedBalances } from './reduce-context';

/**
 * The only place that knows what an event means. Pure: given what is known and one event, it returns the
 * entities that are now different. The follower writes them to the database, the browser to its cache; each part
 * (`reduce-lock`, `reduce-pool`, …) also stands alone, for a reader that keeps only some entities.
 */
export type Reducer = (lookup: Lookup, event: ChainEvent, context: ReduceContext) => Change[];

/** Throws `MissingEntityError` when the event presupposes something that `lookup` does not know. */
export const reduceEvent: Reducer = (lookup, event, context) => {
  if (event.name === 'MerchantSet') {
    const { merchant: address, registered, since } = event.args;
    return [{ kind: 'merchant', value: { address, registered, since } }];
  }
  return [
    ...reduceLock(lookup, event, context),
    ...reducePool(lookup, event, context),
    ...reduceAccount(lookup, event),
    ...reduceBalance(lookup, event, context),
  ];
};

export const changeKey = (change: Change): string => `${change.kind}/${keyOf(change)}`;

/**
 * Folds the events of a block (or of several, in order) over what is known; later events see what earlier ones
 * changed. Throws `MissingEntityError`.
 */
export function reduceEvents(
  lookup: Lookup,
  events: ChainEvent[],
  context: ReduceContext,
  reduce: Reducer = reduceEvent,
): Change[] {
  const changed = new Map<string, Change>();
  const seen: Lookup = <Kind extends EntityKind>(kind: Kind, key: string) => {
    const change = changed.get(`${kind}/${key}`);
    // A change is stored under its own kind, so its value is of the kind asked for.
    return change ? (change.value as EntityOf[Kind]) : lookup(kind, key);
  };
  for (const event of events) {
    for (const change of reduce(seen, event, context)) changed.set(changeKey(change), change);
  }
  const last = events.at(-1);
  if (last) refuseOverdrawn(changed.values(), last.at);
  return [...changed.values()];
}

/**
 * What must be looked up before {@link reduceEvent}, so that a reader can fetch it in one go. A lock names the
 * epoch it ends in: with its lock known, {@link epochOfLock} is needed as well.
 */
export function touchedBy(event: ChainEvent, { epochLength }: ReduceContext): EntityRef[] {
  const pool = (id: Hex): EntityRef => ({ kind: 'pool', key: entityKey.pool(id) });
  const epoch = (id: Hex, e: number): EntityRef => ({ kind: 'epoch', key: entityKey.epoch(id, e) });
  const hour = (id: Hex): EntityRef => ({
    kind: 'hour',
    key: entityKey.hour(id, hourOf(event.at.timestamp)),
  });
  const position = (id: Hex, account: Hex): EntityRef => ({
    kind: 'position',
    key: entityKey.position(id, account),
  });
  switch (event.name) {
    case 'PoolCreated':
    case 'LockSkipped':
    case 'MerchantSet':
      return [];
    case 'ParamsSet':
    case 'PausesSet':
      return [pool(event.args.pool)];
    case 'Supplied':
      return [pool(event.args.pool), position(event.args.pool, event.args.account)];
    case 'ExitRequested':
    case 'ExitCancelled':
    case 'ExitClaimed': {
      const { pool: id, account } = event.args;
      const e = Number(event.args.exitEpoch);
      const ticket: EntityRef = { kind: 'ticket', key: entityKey.ticket(id, account, e) };
      return [pool(id), position(id, account), epoch(id, e), ticket];
    }
    case 'EpochRolled':
      return [pool(event.args.pool), epoch(event.args.pool, Number(event.args.epoch))];
    case 'CollateralLocked': {
      const { pool: id, expiresAt } = event.args;
      return [pool(id), hour(id), epoch(id, lockEndEpoch(expiresAt, epochLength))];
    }
    case 'LockReleased':
    case 'LockClaimed':
    case 'LockDrawn':
      return [
        { kind: 'lock', key: entityKey.lock(event.args.paymentId) },
        pool(event.args.pool),
        hour(event.args.pool),
      ];
    case 'TransferByPartition':
      return [
        { kind: 'balance', key: entityKey.balance(event.args.fromPartition, event.args.from) },
        { kind: 'balance', key: entityKey.balance(event.args.toPartition, event.args.to) },
      ];
    case 'Minted':
      return [{ kind: 'balance', key: entityKey.balance(DEFAULT_PARTITION, event.args.to) }];
  }
}

/** The epoch that a lock's end belongs to. */
export const epochOfLock = (lock: Lock): EntityRef => ({
  kind: 'epoch',
  key: entityKey.epoch(lock.pool, lock.endEpoch),
});
