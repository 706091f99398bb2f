import type { Change, Lock } from './entities';
import { lockKey } from './entity-key';
import type { ChainEvent, EventOf } from './events';
import { lockEndEpoch } from './pool-math';
import { type Lookup, needIn, type ReduceContext } from './reduce-context';

/** What an event changes of a lock, of either manager: one life, whatever it is that backs the payment. */
export function reduceLock(lookup: Lookup, event: ChainEvent, context: ReduceContext): Change[] {
  const need = needIn(lookup, event.at);
  const lockOf = (args: Pick<Lock, 'paymentId' | 'pool'>): Lock => need('lock', lockKey(args));
  switch (event.name) {
    case 'CollateralLocked':
    case 'WalletCollateralLocked':
      return [{ kind: 'lock', value: newLock(event, context) }];
    case 'LockClaimed':
    case 'WalletLockClaimed': {
      const lock = lockOf(event.args);
      return [{ kind: 'lock', value: { ...lock, status: 'claimed', claimMaturesAt: event.args.maturesAt } }];
    }
    case 'LockReleased':
    case 'WalletLockReleased': {
      const lock = lockOf(event.args);
      const { remaining } = event.args;
      return [{ kind: 'lock', value: closeWhenEmpty({ ...lock, remaining }, 'released', event) }];
    }
    case 'LockDrawn':
    case 'WalletLockDrawn': {
      const lock = lockOf(event.args);
      const { remaining, amount } = event.args;
      const drawn = lock.drawn + amount;
      return [{ kind: 'lock', value: closeWhenEmpty({ ...lock, remaining, drawn }, 'drawn', event) }];
    }
    case 'PayoutDeferred':
    case 'WalletPayoutDeferred': {
      const lock = lockOf(event.args);
      return [{ kind: 'lock', value: { ...lock, deferred: lock.deferred + event.args.amount } }];
    }
    default:
      return [];
  }
}

/** A lock ends with the act that leaves nothing of it; a part of it leaves the status as it was. */
const closeWhenEmpty = (lock: Lock, status: 'released' | 'drawn', { at }: ChainEvent): Lock =>
  lock.remaining === 0n ? { ...lock, status, closedAt: at } : lock;

const newLock = (
  { args, at }: EventOf<'CollateralLocked' | 'WalletCollateralLocked'>,
  { epochLength }: ReduceContext,
): Lock => ({
  paymentId: args.paymentId,
  pool: args.pool,
  merchant: args.merchant,
  amount: args.amount,
  remaining: args.amount,
  drawn: 0n,
  deferred: 0n,
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
