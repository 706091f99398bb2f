import { z } from 'zod';
import { address, blockNumber, bytes32, count, hexData, seconds, uint } from './codecs';

/** What events of several contracts have in common. */

/** Where an event stands: unique by block and log index. */
export const eventAt = z.strictObject({
  block: blockNumber,
  timestamp: seconds,
  logIndex: count,
  tx: bytes32,
});
export type EventAt = z.infer<typeof eventAt>;

export const pauses = z.strictObject({ stakes: z.boolean(), locks: z.boolean(), draws: z.boolean() });

/** As emitted: tickers are zero-padded ASCII in hex. `text.ts` turns them into words. */
export const quote = z.strictObject({
  asset: hexData,
  assetAmount: uint,
  fiatAmount: uint,
  currency: hexData,
  ampPrice: uint,
});

export const event = <Name extends string, Args extends z.ZodRawShape>(name: Name, args: Args) =>
  z.strictObject({ name: z.literal(name), at: eventAt, args: z.strictObject(args) });

/** Events that both managers emit alike, but for their names: a reader tells the managers apart by those. */
export const shared = {
  poolCreated: { pool: bytes32, tag: hexData },
  pausesSet: { pool: bytes32, pauses, by: address },
  merchantSet: { merchant: address, registered: z.boolean(), since: seconds },
  lockSkipped: { paymentId: bytes32, pool: bytes32, reason: hexData },
  lockClaimed: { paymentId: bytes32, pool: bytes32, merchant: address, maturesAt: seconds },
  /** With the payment whose draw it is, which the draw's own event names just before it. */
  payoutDeferred: {
    pool: bytes32,
    account: address,
    amount: uint,
    owed: uint,
    total: uint,
    paymentId: bytes32,
  },
  deferredPaid: { pool: bytes32, account: address, to: address, amount: uint, total: uint },
  roleGranted: { role: bytes32, account: address, sender: address },
  roleRevoked: { role: bytes32, account: address, sender: address },
  roleAdminChanged: { role: bytes32, previousAdminRole: bytes32, newAdminRole: bytes32 },
  adminTransferScheduled: { newAdmin: address, acceptSchedule: seconds },
  adminDelayChangeScheduled: { newDelay: seconds, effectSchedule: seconds },
} as const;
