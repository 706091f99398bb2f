import type { Hex } from './codecs';
import type { Change, EntityKind, EntityOf, Epoch, Lock, Pool, PoolHour } from './entities';
import { type EntityRef, entityKey, keyOf } from './entity-key';
import type { ChainEvent, EventAt, EventOf } from './events';
import { DEFAULT_PARTITION } from './partition';
import { lockEndEpoch } from './pool-math';
import { max } from './rounding';
import { asciiFromHex } from './text';

/**
 * The only place that knows what an event means. Pure: given what is known and one event, it returns the
 * entities that are now different. The follower writes them to the database, the browser to its cache.
 */
export type Lookup = <Kind extends EntityKind>(kind: Kind, key: string) => EntityOf[Kind] | undefined;

export type ReduceContext = { epochLength: number };

/** An event speaks of something never seen: the follower must stop, the browser must fetch again. */
export class MissingEntityError extends Error {
  constructor(
    readonly ref: EntityRef,
    readonly at: EventAt,
  ) {
    super(`${ref.kind} ${ref.key} is unknown at block ${at.block}, log ${at.logIndex}`);
    this.name = 'MissingEntityError';
  }
}

const HOUR = 3600;
export const hourOf = (timestamp: number): number => timestamp - (timestamp % HOUR);
const USD = '0x555344';

/** What must be looked up before {@link reduceEvent}: a superset, so that a reader can fetch it in one go. */
export function touchedBy(event: ChainEvent, { epochLength }: ReduceContext): EntityRef[] {
  const pool = (id: Hex): EntityRef => ({ kind: 'pool', key: entityKey.pool(id) });
  const hour = (id: Hex): EntityRef => ({
    kind: 'hour',
    key: entityKey.hour(id, hourOf(event.at.timestamp)),
  });
  const position = (id: Hex, account: Hex): EntityRef => ({
    kind: 'position',
    key: entityKey.position(id, account),
  });
  const epoch = (id: Hex, e: number): EntityRef => ({ kind: 'epoch', key: entityKey.epoch(id, e) });
  const lock = (id: Hex): EntityRef => ({ kind: 'lock', key: entityKey.lock(id) });
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
      return [
        pool(id),
        position(id, account),
        epoch(id, e),
        { kind: 'ticket', key: entityKey.ticket(id, account, e) },
      ];
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
      // The lock names its end epoch, so that epoch is fetched by `epochOfLock` once the lock is known.
      return [lock(event.args.paymentId), pool(event.args.pool), hour(event.args.pool)];
    case 'TransferByPartition':
      return [
        { kind: 'balance', key: entityKey.balance(event.args.fromPartition, event.args.from) },
        { kind: 'balance', key: entityKey.balance(event.args.toPartition, event.args.to) },
      ];
    case 'Minted':
      return [{ kind: 'balance', key: entityKey.balance(DEFAULT_PARTITION, event.args.to) }];
  }
}

/** The epoch entity that a lock's end belongs to. */
export const epochOfLock = (lock: Lock): EntityRef => ({
  kind: 'epoch',
  key: entityKey.epoch(lock.pool, lock.endEpoch),
});

/** Throws {@link MissingEntityError} when the event presupposes something that `lookup` does not know. */
export function reduceEvent(lookup: Lookup, event: ChainEvent, context: ReduceContext): Change[] {
  const need = <Kind extends EntityKind>(kind: Kind, key: string): EntityOf[Kind] => {
    const found = lookup(kind, key);
    if (!found) throw new MissingEntityError({ kind, key }, event.at);
    return found;
  };
  const { at } = event;
  switch (event.name) {
    case 'PoolCreated':
      return [{ kind: 'pool', value: newPool(event) }];
    case 'ParamsSet': {
      const pool = need('pool', event.args.pool);
      return [{ kind: 'pool', value: { ...pool, params: event.args.params } }];
    }
    case 'PausesSet': {
      const pool = need('pool', event.args.pool);
      return [{ kind: 'pool', value: { ...pool, pauses: event.args.pauses } }];
    }
    case 'MerchantSet': {
      const { merchant: address, registered, since } = event.args;
      return [{ kind: 'merchant', value: { address, registered, since } }];
    }
    case 'Supplied': {
      const { pool: id, account, amount, accountShares, totalAssets, totalShares, unallocated } = event.args;
      const pool = need('pool', id);
      const held = lookup('position', entityKey.position(id, account)) ?? {
        pool: id,
        account,
        shares: 0n,
        staked: 0n,
        exited: 0n,
        since: at,
      };
      return [
        { kind: 'pool', value: { ...pool, assets: totalAssets, shares: totalShares, unallocated } },
        { kind: 'position', value: { ...held, shares: accountShares, staked: held.staked + amount } },
      ];
    }
    case 'ExitRequested': {
      const { pool: id, account, shares, accountShares, ticketShares, pendingShares } = event.args;
      const e = Number(event.args.exitEpoch);
      const bucket = lookup('epoch', entityKey.epoch(id, e)) ?? newEpoch(id, e);
      const ticket = lookup('ticket', entityKey.ticket(id, account, e));
      return [
        { kind: 'pool', value: { ...need('pool', id), pendingShares } },
        {
          kind: 'position',
          value: { ...need('position', entityKey.position(id, account)), shares: accountShares },
        },
        {
          kind: 'ticket',
          value: {
            pool: id,
            account,
            exitEpoch: e,
            shares: ticketShares,
            claimed: 0n,
            requestedAt: ticket && ticket.shares > 0n ? ticket.requestedAt : at,
          },
        },
        { kind: 'epoch', value: { ...bucket, sharesLeft: bucket.sharesLeft + shares } },
      ];
    }
    case 'ExitCancelled': {
      const { pool: id, account, shares, accountShares, pendingShares } = event.args;
      const e = Number(event.args.exitEpoch);
      const bucket = need('epoch', entityKey.epoch(id, e));
      return [
        { kind: 'pool', value: { ...need('pool', id), pendingShares } },
        {
          kind: 'position',
          value: { ...need('position', entityKey.position(id, account)), shares: accountShares },
        },
        {
          kind: 'ticket',
          value: { ...need('ticket', entityKey.ticket(id, account, e)), shares: 0n },
        },
        { kind: 'epoch', value: { ...bucket, sharesLeft: bucket.sharesLeft - shares } },
      ];
    }
    case 'EpochRolled': {
      const { pool: id, exitShares, exitAssets, totalAssets, totalShares } = event.args;
      const { pendingShares, locked, exitReserve } = event.args;
      const e = Number(event.args.epoch);
      const bucket = need('epoch', entityKey.epoch(id, e));
      return [
        {
          kind: 'pool',
          value: {
            ...need('pool', id),
            assets: totalAssets,
            shares: totalShares,
            pendingShares,
            locked,
            exitReserve,
            rolledEpoch: e,
          },
        },
        {
          kind: 'epoch',
          value: { ...bucket, lockEnd: 0n, sharesLeft: exitShares, assetsLeft: exitAssets, rolled: true },
        },
      ];
    }
    case 'ExitClaimed': {
      const { pool: id, account, shares, amount, exitReserve } = event.args;
      const e = Number(event.args.exitEpoch);
      const bucket = need('epoch', entityKey.epoch(id, e));
      const position = need('position', entityKey.position(id, account));
      const ticket = need('ticket', entityKey.ticket(id, account, e));
      return [
        { kind: 'pool', value: { ...need('pool', id), exitReserve } },
        { kind: 'position', value: { ...position, exited: position.exited + amount } },
        { kind: 'ticket', value: { ...ticket, shares: 0n, claimed: ticket.claimed + amount } },
        {
          kind: 'epoch',
          value: {
            ...bucket,
            sharesLeft: bucket.sharesLeft - shares,
            assetsLeft: bucket.assetsLeft - amount,
          },
        },
      ];
    }
    case 'CollateralLocked': {
      const lock = newLock(event, context);
      const pool = need('pool', lock.pool);
      const end =
        lookup('epoch', entityKey.epoch(lock.pool, lock.endEpoch)) ?? newEpoch(lock.pool, lock.endEpoch);
      const hour = hourFor(lookup, lock.pool, at);
      const cents = lock.quote.currency === USD ? lock.quote.fiatAmount : 0n;
      return [
        { kind: 'lock', value: lock },
        {
          kind: 'pool',
          value: {
            ...pool,
            locked: event.args.locked,
            latestLockEnd: Math.max(pool.latestLockEnd, lock.endEpoch),
          },
        },
        { kind: 'epoch', value: { ...end, lockEnd: end.lockEnd + lock.amount } },
        {
          kind: 'hour',
          value: {
            ...hour,
            guaranteedCount: hour.guaranteedCount + 1,
            guaranteedWei: hour.guaranteedWei + lock.amount,
            guaranteedCents: hour.guaranteedCents + cents,
            peakLocked: max(hour.peakLocked, event.args.locked),
          },
        },
      ];
    }
    case 'LockSkipped':
      return [];
    case 'LockReleased': {
      const { amount, remaining, locked } = event.args;
      const lock = need('lock', event.args.paymentId);
      const end = need('epoch', entityKey.epoch(lock.pool, lock.endEpoch));
      const hour = hourFor(lookup, lock.pool, at);
      const closed = remaining === 0n;
      return [
        {
          kind: 'lock',
          value: { ...lock, remaining, ...(closed && { status: 'released' as const, closedAt: at }) },
        },
        { kind: 'pool', value: { ...need('pool', lock.pool), locked } },
        { kind: 'epoch', value: { ...end, lockEnd: end.lockEnd - amount } },
        { kind: 'hour', value: { ...hour, releasedCount: hour.releasedCount + (closed ? 1 : 0) } },
      ];
    }
    case 'LockClaimed': {
      const lock = need('lock', event.args.paymentId);
      return [
        {
          kind: 'lock',
          value: { ...lock, status: 'claimed', claimMaturesAt: event.args.maturesAt },
        },
      ];
    }
    case 'LockDrawn': {
      const { amount, remaining, totalAssets, locked } = event.args;
      const lock = need('lock', event.args.paymentId);
      const end = need('epoch', entityKey.epoch(lock.pool, lock.endEpoch));
      const hour = hourFor(lookup, lock.pool, at);
      const closed = remaining === 0n;
      return [
        {
          kind: 'lock',
          value: {
            ...lock,
            remaining,
            drawn: lock.drawn + amount,
            ...(closed && { status: 'drawn' as const, closedAt: at }),
          },
        },
        {
          kind: 'pool',
          value: { ...need('pool', lock.pool), assets: totalAssets, locked, lastDrawAt: at.timestamp },
        },
        { kind: 'epoch', value: { ...end, lockEnd: end.lockEnd - amount } },
        {
          kind: 'hour',
          value: {
            ...hour,
            drawnCount: hour.drawnCount + (closed ? 1 : 0),
            drawnWei: hour.drawnWei + amount,
          },
        },
      ];
    }
    case 'TransferByPartition':
      return moveBalance(lookup, event);
    case 'Minted':
      return [credit(lookup, DEFAULT_PARTITION, event.args.to, event.args.value)];
  }
}

/** Folds one event after another over what is known; later events see what earlier ones changed. */
export function reduceEvents(lookup: Lookup, events: ChainEvent[], context: ReduceContext): Change[] {
  const changed = new Map<string, Change>();
  const seen: Lookup = (kind, key) => {
    const change = changed.get(`${kind}/${key}`);
    // A change is stored under its own kind, so its value is of the kind asked for.
    return change ? (change.value as EntityOf[typeof kind]) : lookup(kind, key);
  };
  for (const event of events) {
    for (const change of reduceEvent(seen, event, context)) changed.set(changeKey(change), change);
  }
  return [...changed.values()];
}

export const changeKey = (change: Change): string => `${change.kind}/${keyOf(change)}`;

const newPool = ({ args, at }: EventOf<'PoolCreated'>): Pool => ({
  id: args.pool,
  tag: asciiFromHex(args.tag),
  params: { maxUtilisationBps: 0, cooldown: 0, maxLockDuration: 0, claimDelay: 0, minStake: 0n },
  pauses: { stakes: false, locks: false, draws: false },
  assets: 0n,
  shares: 0n,
  pendingShares: 0n,
  locked: 0n,
  exitReserve: 0n,
  unallocated: 0n,
  rolledEpoch: 0,
  latestLockEnd: 0,
  lastDrawAt: null,
  createdAt: at,
});

const newEpoch = (pool: Hex, epoch: number): Epoch => ({
  pool,
  epoch,
  lockEnd: 0n,
  sharesLeft: 0n,
  assetsLeft: 0n,
  rolled: false,
});

const newLock = ({ args, at }: EventOf<'CollateralLocked'>, { epochLength }: ReduceContext): Lock => ({
  paymentId: args.paymentId,
  pool: args.pool,
  merchant: args.merchant,
  amount: args.amount,
  remaining: args.amount,
  drawn: 0n,
  settleBy: args.settleBy,
  expiresAt: args.expiresAt,
  endEpoch: lockEndEpoch(args.expiresAt, epochLength),
  claimDelay: args.claimDelay,
  claimMaturesAt: null,
  status: 'open',
  refHash: args.refHash,
  quote: args.quote,
  lockedAt: at,
  closedAt: null,
});

const hourFor = (lookup: Lookup, pool: Hex, at: EventAt): PoolHour => {
  const hour = hourOf(at.timestamp);
  return (
    lookup('hour', entityKey.hour(pool, hour)) ?? {
      pool,
      hour,
      guaranteedCount: 0,
      guaranteedWei: 0n,
      guaranteedCents: 0n,
      releasedCount: 0,
      drawnCount: 0,
      drawnWei: 0n,
      peakLocked: 0n,
    }
  );
};

const held = (lookup: Lookup, partition: Hex, account: Hex): bigint =>
  lookup('balance', entityKey.balance(partition, account))?.amount ?? 0n;

const credit = (lookup: Lookup, partition: Hex, account: Hex, value: bigint): Change => ({
  kind: 'balance',
  value: { partition, account, amount: held(lookup, partition, account) + value },
});

/** Anyone may emit a transfer of nothing in anyone's name: it moves nothing and is ignored. */
function moveBalance(lookup: Lookup, { args, at }: EventOf<'TransferByPartition'>): Change[] {
  const { fromPartition, toPartition, from, to, value } = args;
  if (value === 0n) return [];
  const before = held(lookup, fromPartition, from);
  if (before < value) {
    throw new MissingEntityError({ kind: 'balance', key: entityKey.balance(fromPartition, from) }, at);
  }
  if (fromPartition === toPartition && from === to) return [];
  const debit: Change = {
    kind: 'balance',
    value: { partition: fromPartition, account: from, amount: before - value },
  };
  return [debit, credit(lookup, toPartition, to, value)];
}
