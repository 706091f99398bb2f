import type { Hex } from './codecs';
import type { Change, Holder, HolderEpoch } from './entities';
import { entityKey } from './entity-key';
import type { ChainEvent, EventAt } from './events';
import { lockEndEpoch } from './pool-math';
import { type Lookup, needIn, type ReduceContext } from './reduce-context';

/**
 * What an event changes of a holder of collateral in place: whether it is enrolled, what of its tokens is locked and
 * until when. A slice is looked up for its end.
 */
export function reduceHolder(lookup: Lookup, event: ChainEvent, { epochLength }: ReduceContext): Change[] {
  const { at } = event;
  const need = needIn(lookup, at);
  const update = (pool: Hex, account: Hex, change: Partial<Holder>): Change => ({
    kind: 'holder',
    value: { ...need('holder', entityKey.holder(pool, account)), ...change },
  });
  switch (event.name) {
    case 'HolderEnrolled': {
      const { pool, holder: account, maxExposure } = event.args;
      const known = lookup('holder', entityKey.holder(pool, account));
      const holder = known ?? newHolder(pool, account, at);
      const since = holder.enrolled ? holder.since : at;
      return [{ kind: 'holder', value: { ...holder, enrolled: true, maxExposure, since } }];
    }
    case 'HolderUnenrolled':
      return [update(event.args.pool, event.args.holder, { enrolled: false, maxExposure: 0n })];
    case 'HolderRolled': {
      const { pool, holder, locked } = event.args;
      const epoch = need('holderEpoch', entityKey.holderEpoch(pool, holder, Number(event.args.epoch)));
      return [
        update(pool, holder, { locked }),
        { kind: 'holderEpoch', value: { ...epoch, lockEnd: 0n, rolled: true } },
      ];
    }
    case 'SliceLocked': {
      const { pool, holder, expiresAt, amount, locked } = event.args;
      const endEpoch = lockEndEpoch(expiresAt, epochLength);
      const key = entityKey.holderEpoch(pool, holder, endEpoch);
      const epoch = lookup('holderEpoch', key) ?? newEpoch(pool, holder, endEpoch);
      return [
        update(pool, holder, { locked }),
        { kind: 'holderEpoch', value: { ...epoch, lockEnd: epoch.lockEnd + amount } },
      ];
    }
    case 'SliceReleased':
    case 'SliceDrawn': {
      const { paymentId, pool, holder, amount, locked } = event.args;
      const slice = need('slice', entityKey.slice(paymentId, Number(event.args.index)));
      const end = lockEndEpoch(slice.expiresAt, epochLength);
      const epoch = need('holderEpoch', entityKey.holderEpoch(pool, holder, end));
      return [
        update(pool, holder, { locked }),
        { kind: 'holderEpoch', value: { ...epoch, lockEnd: epoch.lockEnd - amount } },
      ];
    }
    default:
      return [];
  }
}

const newHolder = (pool: Hex, account: Hex, since: EventAt): Holder => ({
  pool,
  account,
  enrolled: false,
  maxExposure: 0n,
  locked: 0n,
  since,
});

const newEpoch = (pool: Hex, account: Hex, epoch: number): HolderEpoch => ({
  pool,
  account,
  epoch,
  lockEnd: 0n,
  rolled: false,
});
