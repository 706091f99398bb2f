import { closeGeneration } from './close-generation';
import type { Hex } from './codecs';
import { drawsAfter, drawsCarried } from './draw-window';
import type { Change, Epoch, Pool, RewardStream } from './entities';
import { entityKey, type GenerationRef, generationRef } from './entity-key';
import type { ChainEvent, EventAt, EventOf, PoolParams } from './events';
import { poolOf } from './partition';
import { lockEndEpoch } from './pool-math';
import { type Lookup, needIn, type ReduceContext } from './reduce-context';
import { accrueRewards } from './reward-stream';
import { asciiFromHex } from './text';

/**
 * What an event changes of an app pool and its epochs. A lock is looked up for the epoch it ends in, and for whether
 * its claim has matured.
 */
export function reducePool(lookup: Lookup, event: ChainEvent, context: ReduceContext): Change[] {
  const { at } = event;
  const need = needIn(lookup, at);
  const update = (id: Hex, change: (pool: Pool) => Partial<Pool>): Change => {
    const pool = need('pool', id);
    return { kind: 'pool', value: { ...pool, ...change(pool) } };
  };
  const generationOf = (id: Hex): GenerationRef => generationRef(need('pool', id));
  const updateEpoch = (id: Hex, number: number, change: (epoch: Epoch) => Partial<Epoch>): Change => {
    const epoch = need('epoch', entityKey.epoch(generationOf(id), number));
    return { kind: 'epoch', value: { ...epoch, ...change(epoch) } };
  };
  const addToEpoch = (id: Hex, number: number, change: (epoch: Epoch) => Partial<Epoch>): Change => {
    const ref = generationOf(id);
    const epoch = lookup('epoch', entityKey.epoch(ref, number)) ?? newEpoch(ref, number);
    return { kind: 'epoch', value: { ...epoch, ...change(epoch) } };
  };
  switch (event.name) {
    case 'PoolCreated':
      return [{ kind: 'pool', value: newPool(event) }];
    case 'ParamsSet': {
      const { params } = event.args;
      return [
        update(event.args.pool, (pool) => ({
          params,
          operatorDraws: drawsCarried(pool, params.drawWindow, at),
        })),
      ];
    }
    case 'PausesSet':
      return [update(event.args.pool, () => ({ pauses: event.args.pauses }))];
    case 'Supplied': {
      const { pool, totalAssets: assets, totalShares: shares, unallocated } = event.args;
      return [update(pool, (p) => ({ assets, shares, unallocated, rewards: accrued(p, at) }))];
    }
    case 'ExitRequested': {
      const { pool, shares, pendingShares } = event.args;
      return [
        update(pool, (p) => ({ pendingShares, rewards: accrued(p, at) })),
        addToEpoch(pool, Number(event.args.exitEpoch), ({ sharesLeft }) => ({
          sharesLeft: sharesLeft + shares,
        })),
      ];
    }
    case 'ExitCancelled': {
      const { pool, shares, pendingShares } = event.args;
      return [
        update(pool, (p) => ({ pendingShares, rewards: accrued(p, at) })),
        updateEpoch(pool, Number(event.args.exitEpoch), ({ sharesLeft }) => ({
          sharesLeft: sharesLeft - shares,
        })),
      ];
    }
    case 'EpochRolled': {
      const { pool, exitShares, exitAssets, totalAssets, totalShares, ...rest } = event.args;
      const { pendingShares, locked, exitReserve } = rest;
      const rolledEpoch = Number(rest.epoch);
      const totals = { assets: totalAssets, shares: totalShares, pendingShares, locked, exitReserve };
      return [
        update(pool, () => ({ ...totals, rolledEpoch })),
        updateEpoch(pool, rolledEpoch, () => ({
          lockEnd: 0n,
          sharesLeft: exitShares,
          assetsLeft: exitAssets,
          rolled: true,
        })),
      ];
    }
    case 'ExitClaimed': {
      const { pool, shares, amount, exitReserve } = event.args;
      return [
        update(pool, () => ({ exitReserve })),
        updateEpoch(pool, Number(event.args.exitEpoch), ({ sharesLeft, assetsLeft }) => ({
          sharesLeft: sharesLeft - shares,
          assetsLeft: assetsLeft - amount,
        })),
      ];
    }
    case 'RewardFunded': {
      const { pool, dust, feesLeft, topUpsLeft, rewardReserve } = event.args;
      const secondsLeft = Number(event.args.secondsLeft);
      const rewards = { feesLeft, topUpsLeft, secondsLeft, accruedAt: at.timestamp };
      return [update(pool, (p) => ({ rewards, rewardReserve, unallocated: p.unallocated - dust }))];
    }
    case 'RewardClaimed': {
      const { pool, rewardReserve } = event.args;
      return [update(pool, (p) => ({ rewardReserve, rewards: accrued(p, at) }))];
    }
    case 'CollateralLocked': {
      const { pool, amount, expiresAt, locked } = event.args;
      const end = lockEndEpoch(expiresAt, context.epochLength);
      return [
        update(pool, (p) => ({
          locked,
          latestLockEnd: Math.max(p.latestLockEnd, end),
          guaranteedCount: p.guaranteedCount + 1,
          guaranteedWei: p.guaranteedWei + amount,
        })),
        addToEpoch(pool, end, ({ lockEnd }) => ({ lockEnd: lockEnd + amount })),
      ];
    }
    case 'LockReleased': {
      const { paymentId, pool, amount, locked } = event.args;
      const end = need('lock', entityKey.lock(paymentId, 'pool')).endEpoch;
      return [
        update(pool, () => ({ locked })),
        updateEpoch(pool, end, ({ lockEnd }) => ({ lockEnd: lockEnd - amount })),
      ];
    }
    case 'LockDrawn': {
      const { paymentId, pool, amount, totalAssets: assets, locked } = event.args;
      const lock = need('lock', entityKey.lock(paymentId, 'pool'));
      const today = poolOf(pool);
      const drawn = (p: Pool) => ({ drawnWei: p.drawnWei + amount });
      return [
        update(pool, (p) => ({
          assets,
          locked,
          lastDrawAt: at.timestamp,
          operatorDraws: drawsAfter(p, lock, event),
          ...(pool === today && drawn(p)),
        })),
        ...(pool === today ? [] : [update(today, drawn)]),
        updateEpoch(pool, lock.endEpoch, ({ lockEnd }) => ({ lockEnd: lockEnd - amount })),
      ];
    }
    case 'PayoutDeferred':
    case 'DeferredPaid':
      return [update(poolOf(event.args.pool), () => ({ deferred: event.args.total }))];
    case 'GenerationClosed': {
      const { closed, anew } = closeGeneration(need('pool', event.args.pool), event);
      return [
        { kind: 'pool', value: closed },
        { kind: 'pool', value: anew },
      ];
    }
    default:
      return [];
  }
}

const accrued = ({ rewards, shares, pendingShares }: Pool, { timestamp }: EventAt): RewardStream =>
  accrueRewards(rewards, shares - pendingShares, timestamp);

const NO_PARAMS: PoolParams = {
  maxUtilisationBps: 0,
  cooldown: 0,
  maxLockDuration: 0,
  claimDelay: 0,
  merchantDelay: 0,
  rewardEpochs: 0,
  drawWindow: 0,
  drawLimit: 0n,
  minStake: 0n,
};

const newPool = ({ args, at }: EventOf<'PoolCreated'>): Pool => ({
  id: args.pool,
  tag: asciiFromHex(args.tag),
  generation: 1,
  closed: false,
  // They are set by the next event.
  params: NO_PARAMS,
  pauses: { stakes: false, locks: false, draws: false },
  assets: 0n,
  shares: 0n,
  pendingShares: 0n,
  locked: 0n,
  exitReserve: 0n,
  unallocated: 0n,
  rewardReserve: 0n,
  rewards: { feesLeft: 0n, topUpsLeft: 0n, secondsLeft: 0, accruedAt: at.timestamp },
  deferred: 0n,
  operatorDraws: { window: 0, wei: 0n },
  guaranteedCount: 0,
  guaranteedWei: 0n,
  drawnWei: 0n,
  rolledEpoch: 0,
  latestLockEnd: 0,
  lastDrawAt: null,
  createdAt: at,
});

const newEpoch = ({ pool, generation }: GenerationRef, epoch: number): Epoch => ({
  pool,
  generation,
  epoch,
  lockEnd: 0n,
  sharesLeft: 0n,
  assetsLeft: 0n,
  rolled: false,
});
