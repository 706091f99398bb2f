import type { Hex } from 'viem';
import type { Payment, PaymentTimes } from './payments';
import type { Random } from './random';

/** What somebody does about a lock, and when, in seconds since 1970. `amount` in wei. */
export type Ending =
  | { at: number; kind: 'release'; id: Hex }
  | { at: number; kind: 'claim'; id: Hex; merchant: Hex }
  | { at: number; kind: 'draw'; id: Hex; by: 'operator' | Hex; amount: bigint };

/**
 * How a payment that was locked at `at` for `amount` wei ends, step by step. `settledAt` is when the operator sees
 * that it is final.
 */
export function endingsOf(
  payment: Payment,
  times: PaymentTimes,
  { at, amount, settledAt, random }: { at: number; amount: bigint; settledAt: number; random: Random },
): Ending[] {
  const { id, merchant, outcome } = payment;
  const claimedAt = at + times.settleBy + random.int(2, 10);
  switch (outcome.kind) {
    case 'settles':
      return [{ at: settledAt, kind: 'release', id }];
    case 'drawn': {
      const failedAt = at + times.settles + random.int(5, 15);
      const part = (amount * BigInt(outcome.bps)) / 10_000n;
      return [
        { at: failedAt, kind: 'draw', id, by: 'operator', amount: part },
        { at: failedAt, kind: 'release', id },
      ];
    }
    case 'claimed-drawn': {
      const maturedAt = claimedAt + payment.pool.params.claimDelay + random.int(2, 10);
      return [
        { at: claimedAt, kind: 'claim', id, merchant },
        { at: maturedAt, kind: 'draw', id, by: merchant, amount },
      ];
    }
    case 'claimed-released':
      return [
        { at: claimedAt, kind: 'claim', id, merchant },
        { at: claimedAt + random.int(5, 20), kind: 'release', id },
      ];
    case 'expires':
      return [];
  }
}
