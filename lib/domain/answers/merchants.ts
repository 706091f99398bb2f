import { z } from 'zod';
import { address, bytes32, count, seconds, uint } from '../codecs';
import { blockRef, managerKind } from '../entities';
import { lockStatuses } from '../lock-status';
import { lockRow, nextCursor, totalIsLeast } from './payments';
import { price } from './pools';

/** An address that payments are guaranteed to, by what both managers know of it. */
export const merchantStanding = z.strictObject({
  address,
  registered: z.boolean().meta({ description: 'with a manager at least' }),
  since: seconds.meta({ description: 'of its first registration that holds; 0 without any' }),
  managers: z.array(managerKind).meta({ description: 'with which it is registered' }),
});
export type MerchantStanding = z.infer<typeof merchantStanding>;

/** A payment as merchants take it into their books. */
export const paymentExportRow = z.strictObject({
  time: z.string().meta({ description: 'when it was guaranteed, ISO 8601 in UTC' }),
  block: count,
  logIndex: count,
  tx: bytes32,
  kind: z.enum(lockStatuses).meta({ description: 'what it is at `at`' }),
  paymentId: bytes32,
  pool: bytes32,
  wei: uint.meta({ description: 'locked at the start' }),
  amp: z.string(),
  remainingWei: uint,
  drawnWei: uint,
  asset: z.string(),
  assetAmount: uint.meta({ description: 'in the smallest unit of the asset' }),
  fiatAmount: uint.meta({ description: 'in hundredths of the currency' }),
  currency: z.string(),
  settleBy: z.string(),
  expiresAt: z.string(),
  closedAt: z.string().nullable(),
  closedTx: bytes32.nullable(),
});
export type PaymentExportRow = z.infer<typeof paymentExportRow>;

export const merchantExport = z.strictObject({
  at: blockRef,
  merchant: address,
  /** newest first */
  payments: z.array(paymentExportRow),
});

export const merchantAnswer = z.strictObject({
  at: blockRef,
  price: price.nullable(),
  merchant: merchantStanding,
  sums: z.strictObject({
    liveCount: count,
    liveWei: uint,
    liveCents: uint,
    dueSoonCount: count.meta({ description: 'live and to settle within 10 minutes' }),
    releasedTodayCount: count,
    releasedTodayCents: uint,
    drawn30dCount: count,
    drawn30dWei: uint,
  }),
  /** payouts that it refused, kept for it until it collects them */
  deferred: z.array(z.strictObject({ pool: bytes32, poolTag: z.string(), owed: uint })),
  locks: z.array(lockRow),
  total: count,
  totalIsLeast,
  next: nextCursor,
});
export type MerchantAnswer = z.infer<typeof merchantAnswer>;

export const merchantsAnswer = z.strictObject({
  at: blockRef,
  merchants: z.array(merchantStanding.extend({ liveCount: count, liveWei: uint, totalCount: count })),
});
export type MerchantsAnswer = z.infer<typeof merchantsAnswer>;
