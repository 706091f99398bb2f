import { z } from 'zod';
import { address, blockNumber, bytes32, count, seconds, uint } from './codecs';
import { eventAt, pauses, poolParams, quote } from './events';

/**
 * What the events add up to. Each entity has one key; a change is always a whole new value, so the database
 * keeps one version a block and the browser replaces what it shows.
 *
 * Totals are as the contract stores them: epochs that ended without a transaction are still inside.
 * `settle.ts` says what they are worth at a given second.
 */

export const pool = z.strictObject({
  id: bytes32,
  tag: z.string().meta({ description: 'the 8 ASCII bytes of the id, without padding' }),
  params: poolParams,
  pauses,
  assets: uint,
  shares: uint,
  pendingShares: uint,
  locked: uint,
  exitReserve: uint,
  unallocated: uint,
  rolledEpoch: count,
  latestLockEnd: count,
  lastDrawAt: seconds.nullable(),
  createdAt: eventAt,
});
export type Pool = z.infer<typeof pool>;

/** What an epoch boundary settles: locks that end there and exits that are due. */
export const epoch = z.strictObject({
  pool: bytes32,
  epoch: count,
  lockEnd: uint.meta({ description: 'wei of locks whose time ends here and that are still open' }),
  sharesLeft: uint.meta({ description: 'shares of exits due here, less those already paid' }),
  assetsLeft: uint.meta({ description: 'wei kept for them once rolled, 0 before' }),
  rolled: z.boolean(),
});
export type Epoch = z.infer<typeof epoch>;

/** Sums of one pool over one hour of chain time, for charts and "today". */
export const poolHour = z.strictObject({
  pool: bytes32,
  hour: seconds.meta({ description: 'start of the hour' }),
  guaranteedCount: count,
  guaranteedWei: uint,
  guaranteedCents: uint.meta({ description: 'US cents; quotes in other currencies are not added' }),
  releasedCount: count,
  drawnCount: count,
  drawnWei: uint,
  peakLocked: uint,
});
export type PoolHour = z.infer<typeof poolHour>;

export const storedLockStatus = z.enum(['open', 'claimed', 'released', 'drawn']);

export const lock = z.strictObject({
  paymentId: bytes32,
  pool: bytes32,
  merchant: address,
  amount: uint.meta({ description: 'wei locked at the start' }),
  remaining: uint.meta({ description: 'wei still locked; an expired lock keeps what it had' }),
  drawn: uint.meta({ description: 'wei paid to the merchant so far' }),
  settleBy: seconds,
  expiresAt: seconds,
  endEpoch: count,
  claimDelay: seconds,
  claimMaturesAt: seconds.nullable(),
  status: storedLockStatus,
  refHash: bytes32,
  quote,
  lockedAt: eventAt,
  closedAt: eventAt.nullable(),
});
export type Lock = z.infer<typeof lock>;

export const position = z.strictObject({
  pool: bytes32,
  account: address,
  shares: uint.meta({ description: 'active shares; those on their way out are in tickets' }),
  staked: uint.meta({ description: 'wei ever staked' }),
  exited: uint.meta({ description: 'wei ever paid out' }),
  since: eventAt,
});
export type Position = z.infer<typeof position>;

export const ticket = z.strictObject({
  pool: bytes32,
  account: address,
  exitEpoch: count,
  shares: uint.meta({ description: 'shares waiting or due; 0 once claimed or cancelled' }),
  claimed: uint.meta({ description: 'wei paid out' }),
  requestedAt: eventAt,
});
export type Ticket = z.infer<typeof ticket>;

export const merchant = z.strictObject({ address, registered: z.boolean(), since: seconds });
export type Merchant = z.infer<typeof merchant>;

/** A slice of Amp: what an address holds in a partition. */
export const balance = z.strictObject({ partition: bytes32, account: address, amount: uint });
export type Balance = z.infer<typeof balance>;

export type EntityOf = {
  pool: Pool;
  epoch: Epoch;
  hour: PoolHour;
  lock: Lock;
  position: Position;
  ticket: Ticket;
  merchant: Merchant;
  balance: Balance;
};
export type EntityKind = keyof EntityOf;

/** `{ kind, value }` for each kind: what the reducer returns. */
export type Change = { [Kind in EntityKind]: { kind: Kind; value: EntityOf[Kind] } }[EntityKind];

/** The block an answer was read at. */
export const finality = z.enum(['latest', 'safe', 'finalized']);
export type Finality = z.infer<typeof finality>;

export const blockRef = z.strictObject({ number: blockNumber, hash: bytes32, timestamp: seconds, finality });
export type BlockRef = z.infer<typeof blockRef>;
