import { z } from 'zod';
import { address, bytes32, count, uint } from '../codecs';
import { blockRef, lock, managerKind, merchant, slice } from '../entities';
import { eventAt } from '../events';
import { lockStatuses } from '../lock-status';
import { price } from './pools';

/** A lock with its status at the answer's block. */
export const lockRow = lock.extend({
  kind: managerKind.meta({ description: '`in-place`: of tokens that stay in the wallets of their holders' }),
  now: z.enum(lockStatuses),
});
export type LockRow = z.infer<typeof lockRow>;

/** Filters of the ledger, the same in the page's URL and in the route's. */
export const locksQuery = z.strictObject({
  pool: bytes32.optional(),
  merchant: address.optional(),
  status: z.enum(['live', ...lockStatuses]).optional(),
  asset: z
    .string()
    .regex(/^[A-Za-z0-9]{1,8}$/)
    .optional(),
  kind: managerKind.optional(),
  /** wei */
  min: uint.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export type LocksQuery = z.infer<typeof locksQuery>;

export const totalIsLeast = z
  .boolean()
  .meta({ description: 'true when only the newest locks were looked at, so that more may pass' });
export const nextCursor = z.string().nullable().meta({
  description:
    'cursor of the next page, null after the last; a page may be short, or empty, and not be the last',
});

export const locksAnswer = z.strictObject({
  at: blockRef,
  /** newest first */
  locks: z.array(lockRow),
  total: count.meta({ description: 'how many locks pass the filter' }),
  totalIsLeast,
  next: nextCursor,
});
export type LocksAnswer = z.infer<typeof locksAnswer>;

/** One step of a payment's story. */
export const paymentStep = z.strictObject({
  at: eventAt,
  /** `deferred`: the merchant's own contract refused the payout; `collected`: it has taken what was kept for it */
  kind: z.enum(['locked', 'claimed', 'released', 'drawn', 'deferred', 'collected']),
  amount: uint.nullable(),
  by: address.nullable(),
});
export type PaymentStep = z.infer<typeof paymentStep>;

export const paymentAnswer = z.strictObject({
  at: blockRef,
  price: price.nullable(),
  lock: lockRow,
  /** whose tokens back the payment in place, in their order; empty where only a pool does */
  slices: z.array(slice),
  /** what the other manager locked under the same id; null, as a rule */
  other: lockRow.nullable(),
  /** of `lock` */
  steps: z.array(paymentStep),
  /** finality of the block that locked it */
  lockedFinality: blockRef.shape.finality,
  poolTag: z.string(),
  /** as the manager knows it that locked */
  merchant: merchant.nullable(),
});
export type PaymentAnswer = z.infer<typeof paymentAnswer>;
