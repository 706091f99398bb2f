import type { Hex } from './codecs';
import { drawsAfter, drawsCarried } from './draw-window';
import type { Change, WalletEpoch, WalletPool } from './entities';
import { entityKey } from './entity-key';
import type { ChainEvent, EventOf, WalletParams } from './events';
import { lockEndEpoch } from './pool-math';
import { type Lookup, needIn, type ReduceContext } from './reduce-context';
import { asciiFromHex } from './text';

/**
 * What an event changes of a pool of collateral in place, and of the sums that its epochs free. What it is that a
 * payment's event locks or frees there is told once more, holder by holder, by the slices: see `reduce-holder.ts`.
 */
export function reduceWalletPool(lookup: Lookup, event: ChainEvent, context: ReduceContext): Change[] {
  const { at } = event;
  const need = needIn(lookup, at);
  const update = (id: Hex, change: (pool: WalletPool) => Partial<WalletPool>): Change => {
    const pool = need('walletPool', entityKey.walletPool(id));
    return { kind: 'walletPool', value: { ...pool, ...change(pool) } };
  };
  const lockOf = (paymentId: Hex) => need('lock', entityKey.lock(paymentId, 'in-place'));
  const take = (pool: Hex, paymentId: Hex, amount: bigint): Change => {
    const epoch = need('walletEpoch', entityKey.walletEpoch(pool, lockOf(paymentId).endEpoch));
    return { kind: 'walletEpoch', value: { ...epoch, lockEnd: epoch.lockEnd - amount } };
  };
  switch (event.name) {
    case 'WalletPoolCreated':
      return [{ kind: 'walletPool', value: newPool(event) }];
    case 'WalletParamsSet': {
      const { params } = event.args;
      return [
        update(event.args.pool, (pool) => ({
          params,
          operatorDraws: drawsCarried(pool, params.drawWindow, at),
        })),
      ];
    }
    case 'WalletPausesSet':
      return [update(event.args.pool, () => ({ pauses: event.args.pauses }))];
    case 'HolderEnrolled': {
      const { pool, holder, maxExposure } = event.args;
      const before = lookup('holder', entityKey.holder(pool, holder));
      return [
        update(pool, (p) => ({
          // Also told when a holder that is enrolled sets another limit.
          holders: p.holders + (before?.enrolled ? 0 : 1),
          maxExposure: p.maxExposure + maxExposure - (before?.maxExposure ?? 0n),
        })),
      ];
    }
    case 'HolderUnenrolled': {
      const { pool, holder } = event.args;
      const { maxExposure } = need('holder', entityKey.holder(pool, holder));
      return [update(pool, (p) => ({ holders: p.holders - 1, maxExposure: p.maxExposure - maxExposure }))];
    }
    case 'WalletCollateralLocked': {
      const { pool, amount, expiresAt } = event.args;
      const number = lockEndEpoch(expiresAt, context.epochLength);
      const epoch = lookup('walletEpoch', entityKey.walletEpoch(pool, number)) ?? newEpoch(pool, number);
      return [
        update(pool, (p) => ({
          guaranteedCount: p.guaranteedCount + 1,
          guaranteedWei: p.guaranteedWei + amount,
        })),
        { kind: 'walletEpoch', value: { ...epoch, lockEnd: epoch.lockEnd + amount } },
      ];
    }
    case 'WalletLockReleased': {
      const { pool, paymentId, amount } = event.args;
      return [take(pool, paymentId, amount)];
    }
    case 'WalletLockDrawn': {
      const { pool, paymentId, amount } = event.args;
      const lock = lockOf(paymentId);
      return [
        update(pool, (p) => ({
          lastDrawAt: at.timestamp,
          operatorDraws: drawsAfter(p, lock, event),
          drawnWei: p.drawnWei + amount,
        })),
        take(pool, paymentId, amount),
      ];
    }
    case 'WalletPayoutDeferred':
    case 'WalletDeferredPaid':
      return [update(event.args.pool, () => ({ deferred: event.args.total }))];
    default:
      return [];
  }
}

const NO_PARAMS: WalletParams = {
  maxLockDuration: 0,
  claimDelay: 0,
  merchantDelay: 0,
  drawWindow: 0,
  drawLimit: 0n,
};

const newPool = ({ args, at }: EventOf<'WalletPoolCreated'>): WalletPool => ({
  id: args.pool,
  tag: asciiFromHex(args.tag),
  // They are set by the next event.
  params: NO_PARAMS,
  pauses: { stakes: false, locks: false, draws: false },
  holders: 0,
  maxExposure: 0n,
  deferred: 0n,
  operatorDraws: { window: 0, wei: 0n },
  lastDrawAt: null,
  guaranteedCount: 0,
  guaranteedWei: 0n,
  drawnWei: 0n,
  createdAt: at,
});

const newEpoch = (pool: Hex, epoch: number): WalletEpoch => ({ pool, epoch, lockEnd: 0n });
