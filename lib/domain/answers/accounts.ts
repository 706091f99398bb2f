import { z } from 'zod';
import { address, bytes32, count, int, seconds, uint, usd } from '../codecs';
import { blockRef, holder, holderEpoch, position, registration, slice, ticket } from '../entities';
import { entryKinds } from '../entry-kinds';
import { eventAt } from '../events';
import { lockStatuses } from '../lock-status';
import { holderObstacles } from '../settle-holder';
import { price } from './pools';

export const partitionSlice = z.strictObject({
  partition: bytes32,
  kind: z.enum(['default', 'pool', 'in-place', 'unknown']),
  tag: z.string().nullable(),
  owner: address.nullable(),
  /** true when `owner` is this deployment's own manager */
  ours: z.boolean(),
  amount: uint,
});
export type PartitionSlice = z.infer<typeof partitionSlice>;

export const accountPosition = position.extend({
  /** the id by which the contract knows the generation now */
  pool: bytes32,
  poolTag: z.string(),
  closed: z.boolean().meta({ description: 'losses have closed this generation of the pool' }),
  /** wei its active shares are worth at the answer's block, floor */
  assets: uint,
  /** wei of losses it bore so far */
  lost: uint,
});
export type AccountPosition = z.infer<typeof accountPosition>;

export const accountTicket = ticket.extend({
  /** as of a position */
  pool: bytes32,
  poolTag: z.string(),
  closed: z.boolean(),
  exitAt: seconds,
  /** wei it pays: exact once `due`, otherwise what it is worth now */
  assets: uint,
  state: z.enum(['waiting', 'due', 'claimed', 'cancelled']),
});
export type AccountTicket = z.infer<typeof accountTicket>;

/** {@link SettledHolder} as JSON. */
export const settledHolder = z.strictObject({
  obstacle: z.enum(holderObstacles).nullable().meta({
    description: 'why nothing can be drawn or locked: its ERC-1820 manager is another, or it has a hook',
  }),
  ready: z.boolean(),
  locked: uint,
  lockable: uint,
  movable: uint,
});

/** A slice of an account, with what its lock says. */
export const accountSlice = slice.extend({
  merchant: address,
  settleBy: seconds,
  now: z.enum(lockStatuses),
});
export type AccountSlice = z.infer<typeof accountSlice>;

/** What an account has in one pool of collateral in place. */
export const accountInPlace = z.strictObject({
  pool: bytes32,
  poolTag: z.string(),
  /** null for somebody who has tokens in the partition and never enrolled */
  holder: holder.nullable(),
  balance: uint.meta({ description: 'wei in the partition' }),
  /** as settled at the answer's block */
  settled: settledHolder,
  /** epochs that free something and are not rolled, earliest first: what the browser needs to settle as time passes */
  epochs: z.array(holderEpoch),
  /** of live locks, newest payment first, at most 200 */
  slices: z.array(accountSlice),
  /** wei of losses it bore so far */
  lost: uint,
});
export type AccountInPlace = z.infer<typeof accountInPlace>;

/** Somebody who may move an account's Amp. */
export const accountOperator = z.strictObject({
  operator: address,
  partition: bytes32.nullable().meta({ description: 'null: all of it' }),
});

/** One line of an account's history; the amounts of a pool's lines, rewards apart, add up to what it holds there. */
export const accountEntry = z.strictObject({
  at: eventAt,
  kind: z.enum(entryKinds),
  pool: bytes32.nullable(),
  paymentId: bytes32.nullable(),
  counterparty: address.nullable(),
  /** wei, signed: what it changed for the account */
  amount: int,
});
export type AccountEntry = z.infer<typeof accountEntry>;

export const accountAnswer = z.strictObject({
  at: blockRef,
  price: price.nullable(),
  epochLength: seconds,
  address,
  /** read from Amp itself at `at`; null when the node could not be asked */
  partitions: z.array(partitionSlice).nullable(),
  positions: z.array(accountPosition),
  tickets: z.array(accountTicket),
  inPlace: z.array(accountInPlace),
  /** what ERC-1820 knows of it; null where nothing was ever told */
  registration: registration.nullable(),
  operators: z.array(accountOperator),
  /** newest first, at most 200 */
  history: z.array(accountEntry),
});
export type AccountAnswer = z.infer<typeof accountAnswer>;

/** A page of the history: as many lines as were asked for at most, also none where `next` is there. */
export const accountHistoryAnswer = z.strictObject({
  at: blockRef,
  address,
  /** newest first */
  entries: z.array(accountEntry),
  next: z.string().nullable().meta({ description: 'cursor of the next page' }),
});
export type AccountHistoryAnswer = z.infer<typeof accountHistoryAnswer>;

/** What changed in one place where an account has AMP; all amounts of a place add up to what it has there at `at`. */
export const movement = z.strictObject({
  time: z.string().meta({ description: 'of its block, ISO 8601 in UTC' }),
  block: count,
  logIndex: count.nullable().meta({ description: 'null for `rounding`, which no event tells of' }),
  tx: bytes32.nullable(),
  kind: z.enum([...entryKinds, 'moved', 'rounding']),
  place: partitionSlice.shape.kind,
  partition: bytes32.meta({ description: 'a partition of the account, or the pool it is staked in' }),
  paymentId: bytes32.nullable(),
  counterparty: address.nullable(),
  wei: int,
  amp: z.string().meta({ description: 'the same as a decimal' }),
  ampUsd: usd.nullable().meta({
    description:
      'US dollars for one AMP by the quote of the newest payment that was guaranteed before, at most a day older; null when there is none',
  }),
});
export type Movement = z.infer<typeof movement>;

export const accountExport = z.strictObject({
  at: blockRef,
  address,
  /** oldest first */
  movements: z.array(movement),
});
