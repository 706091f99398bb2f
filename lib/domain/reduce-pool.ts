import type { Hex } from './codecs';
import { USD } from './currency';
import type { Change, Epoch, Pool, PoolHour } from './entities';
import { entityKey } from './entity-key';
import type { ChainEvent, EventAt, EventOf } from './events';
import { lockEndEpoch } from './pool-math';
import { type Lookup, needIn, type ReduceContext } from './reduce-context';
import { max } from './rounding';
import { asciiFromHex } from './text';

const HOUR = 3600;
export const hourOf = (timestamp: number): number => timestamp - (timestamp % HOUR);

/** What an event changes of a pool, its epochs and its hours. A lock is looked up for the epoch it ends in. */
export function reducePool(lookup: Lookup, event: ChainEvent, context: ReduceContext): Change[] {
  const { at } = event;
  const need = needIn(lookup, at);
  const update = (id: Hex, change: Partial<Pool>): Change => ({
    kind: 'pool',
    value: { ...need('pool', id), ...change },
  });
  const updateHour = (id: Hex, change: (hour: PoolHour) => Partial<PoolHour>): Change => {
    const hour = lookup('hour', entityKey.hour(id, hourOf(at.timestamp))) ?? newHour(id, at);
    return { kind: 'hour', value: { ...hour, ...change(hour) } };
  };
  switch (event.name) {
    case 'PoolCreated':
      return [{ kind: 'pool', value: newPool(event) }];
    case 'ParamsSet':
      return [update(event.args.pool, { params: event.args.params })];
    case 'PausesSet':
      return [update(event.args.pool, { pauses: event.args.pauses })];
    case 'Supplied': {
      const { pool, totalAssets: assets, totalShares: shares, unallocated } = event.args;
      return [update(pool, { assets, shares, unallocated })];
    }
    case 'ExitRequested': {
      const { pool, shares, pendingShares } = event.args;
      const number = Number(event.args.exitEpoch);
      const bucket = lookup('epoch', entityKey.epoch(pool, number)) ?? newEpoch(pool, number);
      return [
        update(pool, { pendingShares }),
        { kind: 'epoch', value: { ...bucket, sharesLeft: bucket.sharesLeft + shares } },
      ];
    }
    case 'ExitCancelled': {
      const { pool, shares, pendingShares } = event.args;
      const bucket = need('epoch', entityKey.epoch(pool, Number(event.args.exitEpoch)));
      return [
        update(pool, { pendingShares }),
        { kind: 'epoch', value: { ...bucket, sharesLeft: bucket.sharesLeft - shares } },
      ];
    }
    case 'EpochRolled': {
      const { pool, exitShares, exitAssets, totalAssets, totalShares, ...rest } = event.args;
      const { pendingShares, locked, exitReserve } = rest;
      const rolledEpoch = Number(rest.epoch);
      const bucket = need('epoch', entityKey.epoch(pool, rolledEpoch));
      const totals = { assets: totalAssets, shares: totalShares, pendingShares, locked, exitReserve };
      return [
        update(pool, { ...totals, rolledEpoch }),
        {
          kind: 'epoch',
          value: { ...bucket, lockEnd: 0n, sharesLeft: exitShares, assetsLeft: exitAssets, rolled: true },
        },
      ];
    }
    case 'ExitClaimed': {
      const { pool, shares, amount, exitReserve } = event.args;
      const bucket = need('epoch', entityKey.epoch(pool, Number(event.args.exitEpoch)));
      const { sharesLeft, assetsLeft } = bucket;
      return [
        update(pool, { exitReserve }),
        {
          kind: 'epoch',
          value: { ...bucket, sharesLeft: sharesLeft - shares, assetsLeft: assetsLeft - amount },
        },
      ];
    }
    case 'CollateralLocked': {
      const { pool: id, amount, expiresAt, quote, locked } = event.args;
      const end = lockEndEpoch(expiresAt, context.epochLength);
      const bucket = lookup('epoch', entityKey.epoch(id, end)) ?? newEpoch(id, end);
      const pool = need('pool', id);
      return [
        update(id, { locked, latestLockEnd: Math.max(pool.latestLockEnd, end) }),
        { kind: 'epoch', value: { ...bucket, lockEnd: bucket.lockEnd + amount } },
        updateHour(id, (hour) => ({
          guaranteedCount: hour.guaranteedCount + 1,
          guaranteedWei: hour.guaranteedWei + amount,
          guaranteedCents: hour.guaranteedCents + (quote.currency === USD ? quote.fiatAmount : 0n),
          peakLocked: max(hour.peakLocked, locked),
        })),
      ];
    }
    case 'LockReleased': {
      const { paymentId, pool, amount, remaining, locked } = event.args;
      const bucket = need('epoch', entityKey.epoch(pool, need('lock', paymentId).endEpoch));
      return [
        update(pool, { locked }),
        { kind: 'epoch', value: { ...bucket, lockEnd: bucket.lockEnd - amount } },
        updateHour(pool, (hour) => ({ releasedCount: hour.releasedCount + (remaining === 0n ? 1 : 0) })),
      ];
    }
    case 'LockDrawn': {
      const { paymentId, pool, amount, remaining, totalAssets: assets, locked } = event.args;
      const bucket = need('epoch', entityKey.epoch(pool, need('lock', paymentId).endEpoch));
      return [
        update(pool, { assets, locked, lastDrawAt: at.timestamp }),
        { kind: 'epoch', value: { ...bucket, lockEnd: bucket.lockEnd - amount } },
        updateHour(pool, (hour) => ({
          drawnCount: hour.drawnCount + (remaining === 0n ? 1 : 0),
          drawnWei: hour.drawnWei + amount,
        })),
      ];
    }
    default:
      return [];
  }
}

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

const newHour = (pool: Hex, at: EventAt): PoolHour => ({
  pool,
  hour: hourOf(at.timestamp),
  guaranteedCount: 0,
  guaranteedWei: 0n,
  guaranteedCents: 0n,
  releasedCount: 0,
  drawnCount: 0,
  drawnWei: 0n,
  peakLocked: 0n,
});
