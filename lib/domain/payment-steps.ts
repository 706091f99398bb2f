import type { PaymentStep } from './api';
import type { Lock } from './entities';
import type { ChainEvent } from './events';
import { managerKindOf, poolOf } from './partition';

type Party = Pick<Lock, 'paymentId' | 'pool' | 'merchant'>;

/**
 * Does the event belong to the story of this payment: does it name it, or pay its merchant what was kept for it? Under
 * the same id, the other manager may tell another story.
 */
const isOf = ({ name, args }: ChainEvent, { paymentId, pool, merchant }: Party): boolean =>
  name === 'DeferredPaid' || name === 'WalletDeferredPaid'
    ? poolOf(args.pool) === pool && args.account === merchant
    : 'paymentId' in args && args.paymentId === paymentId && managerKindOf(args.pool) === managerKindOf(pool);

/**
 * The story of a payment: `told`, and what the events, in the order of the chain, add to it. Expiry is no step: it has
 * no event, and follows from the clock.
 */
export function paymentSteps(
  payment: Party,
  events: readonly ChainEvent[],
  told: readonly PaymentStep[] = [],
): PaymentStep[] {
  const steps = [...told];
  for (const event of events) {
    if (!isOf(event, payment)) continue;
    const step = stepOf(event);
    // A merchant collects all that a pool keeps for it at once; of this payment there may be nothing among it.
    if (step && (step.kind !== 'collected' || stillKept(steps) > 0n)) steps.push(step);
  }
  return steps;
}

function stepOf(event: ChainEvent): PaymentStep | null {
  const { at } = event;
  switch (event.name) {
    case 'CollateralLocked':
    case 'WalletCollateralLocked':
      return { at, kind: 'locked', amount: event.args.amount, by: null };
    case 'LockClaimed':
    case 'WalletLockClaimed':
      return { at, kind: 'claimed', amount: null, by: event.args.merchant };
    case 'LockReleased':
    case 'WalletLockReleased':
      return { at, kind: 'released', amount: event.args.amount, by: event.args.by };
    case 'LockDrawn':
    case 'WalletLockDrawn':
      return { at, kind: 'drawn', amount: event.args.amount, by: event.args.by };
    case 'PayoutDeferred':
    case 'WalletPayoutDeferred':
      return { at, kind: 'deferred', amount: event.args.amount, by: null };
    case 'DeferredPaid':
    case 'WalletDeferredPaid':
      return { at, kind: 'collected', amount: null, by: null };
    default:
      return null;
  }
}

/** wei of a payment that its pool still keeps: refused by the merchant's own contract, and not collected since. */
export const stillKept = (steps: readonly PaymentStep[]): bigint =>
  steps.reduce((kept, { kind, amount }) => {
    if (kind === 'collected') return 0n;
    return kind === 'deferred' ? kept + (amount ?? 0n) : kept;
  }, 0n);
