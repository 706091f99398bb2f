import type { Hex } from './codecs';
import { USD } from './currency';
import type { Change, PoolHour } from './entities';
import { entityKey } from './entity-key';
import type { ChainEvent, EventAt } from './events';
import { poolOf } from './partition';
import type { Lookup } from './reduce-context';

const HOUR = 3600;
export const hourOf = (timestamp: number): number => timestamp - (timestamp % HOUR);

/** What an event adds to the hour of its pool, in place or not; whatever the generation of that. */
export function reduceHour(lookup: Lookup, event: ChainEvent): Change[] {
  const { at } = event;
  const update = (id: Hex, change: (hour: PoolHour) => Partial<PoolHour>): Change[] => {
    const pool = poolOf(id);
    const hour = lookup('hour', entityKey.hour(pool, hourOf(at.timestamp))) ?? newHour(pool, at);
    return [{ kind: 'hour', value: { ...hour, ...change(hour) } }];
  };
  switch (event.name) {
    case 'CollateralLocked':
    case 'WalletCollateralLocked': {
      const { pool, amount, quote } = event.args;
      return update(pool, (hour) => ({
        guaranteedCount: hour.guaranteedCount + 1,
        guaranteedWei: hour.guaranteedWei + amount,
        guaranteedCents: hour.guaranteedCents + (quote.currency === USD ? quote.fiatAmount : 0n),
      }));
    }
    case 'LockReleased':
    case 'WalletLockReleased': {
      const { pool, remaining } = event.args;
      return update(pool, (hour) => ({ releasedCount: hour.releasedCount + (remaining === 0n ? 1 : 0) }));
    }
    case 'LockDrawn':
    case 'WalletLockDrawn': {
      const { pool, amount, remaining } = event.args;
      return update(pool, (hour) => ({
        drawnCount: hour.drawnCount + (remaining === 0n ? 1 : 0),
        drawnWei: hour.drawnWei + amount,
      }));
    }
    default:
      return [];
  }
}

const newHour = (pool: Hex, at: EventAt): PoolHour => ({
  pool,
  hour: hourOf(at.timestamp),
  guaranteedCount: 0,
  guaranteedWei: 0n,
  guaranteedCents: 0n,
  releasedCount: 0,
  drawnCount: 0,
  drawnWei: 0n,
});
