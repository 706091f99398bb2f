import type { PaymentStep } from './api';
import type { Lock } from './entities';
import type { ChainEvent } from './events';
import { poolOf } from './partition';

type Party = Pick<Lock, 'paymentId' | 'pool' | 'merchant'>;

/** Does the event belong to the story of this payment: does it name it, or pay its merchant what was kept for it? */
const isOf = ({ name, args }: ChainEvent, { paymentId, pool, merchant }: Party): boolean =>
  name === 'DeferredPaid'
    ? poolOf(args.pool) === pool && args.account === merchant
    : 'paymentId' in args && args.paymentId === paymentId;

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
      return { at, kind: 'locked', amount: event.args.amount, by: null };
    case 'LockClaimed':
      return { at, kind: 'claimed', amount: null, by: event.args.merchant };
    case 'LockReleased':
      return { at, kind: 'released', amount: event.args.amount, by: event.args.by };
    case 'LockDrawn':
      return { at, kind: 'drawn', amount: event.args.amount, by: event.args.by };
    case 'PayoutDeferred':
      return { at, kind: 'deferred', amount: event.args.amount, by: null };
    case 'DeferredPaid':
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
