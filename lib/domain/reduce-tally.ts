import type { Hex } from './codecs';
import { USD } from './currency';
import type { Change, MerchantTally } from './entities';
import { entityKey, lockKey } from './entity-key';
import type { ChainEvent } from './events';
import { type Lookup, needIn } from './reduce-context';

/** What an event adds to a merchant's sums. A lock is looked up as it was before the event. */
export function reduceTally(lookup: Lookup, event: ChainEvent): Change[] {
  const need = needIn(lookup, event.at);
  const add = (merchant: Hex, change: (tally: MerchantTally) => Partial<MerchantTally>): Change[] => {
    const tally = lookup('tally', entityKey.tally(merchant)) ?? newTally(merchant);
    return [{ kind: 'tally', value: { ...tally, ...change(tally) } }];
  };
  switch (event.name) {
    case 'CollateralLocked':
    case 'WalletCollateralLocked':
      return add(event.args.merchant, ({ lockedCount }) => ({ lockedCount: lockedCount + 1 }));
    case 'LockReleased':
    case 'WalletLockReleased': {
      if (event.args.remaining > 0n) return [];
      const { merchant, quote } = need('lock', lockKey(event.args));
      const cents = quote.currency === USD ? quote.fiatAmount : 0n;
      return add(merchant, ({ releasedCount, releasedCents }) => ({
        releasedCount: releasedCount + 1,
        releasedCents: releasedCents + cents,
      }));
    }
    case 'LockDrawn':
    case 'WalletLockDrawn': {
      const { merchant, drawn } = need('lock', lockKey(event.args));
      return add(merchant, ({ drawnCount, drawnWei }) => ({
        drawnCount: drawnCount + (drawn === 0n ? 1 : 0),
        drawnWei: drawnWei + event.args.amount,
      }));
    }
    default:
      return [];
  }
}

const newTally = (merchant: Hex): MerchantTally => ({
  merchant,
  lockedCount: 0,
  releasedCount: 0,
  releasedCents: 0n,
  drawnCount: 0,
  drawnWei: 0n,
});
