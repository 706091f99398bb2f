import { z } from 'zod';
import { address, blockNumber, bytes32, count, hexData, seconds, uint } from './codecs';
import { eventAt, pauses, poolParams, quote, walletParams } from './events';
import { managerKinds } from './partition';

/**
 * What the events add up to. Each entity has one key; a change is always a whole new value, so the database
 * keeps one version a block and the browser replaces what it shows.
 *
 * Totals are as the contract stores them: epochs that ended without a transaction are still inside.
 * `settle.ts` says what they are worth at a given second.
 */

/** Rewards on their way to active shares, as they were at `accruedAt`: see `reward-stream.ts`. */
export const rewardStream = z.strictObject({
  feesLeft: uint.meta({ description: 'wei of fees still to be handed out' }),
  topUpsLeft: uint,
  secondsLeft: seconds.meta({ description: 'in which they are; stands still while nobody is active' }),
  accruedAt: seconds,
});
export type RewardStream = z.infer<typeof rewardStream>;

/**
 * One generation of a pool. Today's stands under the pool's own id; one that losses have closed goes on under an id
 * of its own (`generationId`). What belongs to a generation, its epochs, positions and tickets, is found by the pool's
 * own id and the generation's number, both of which never change.
 */
export const pool = z.strictObject({
  id: bytes32,
  tag: z.string().meta({ description: 'the 8 ASCII bytes of the id, without padding' }),
  generation: count.meta({ description: 'from 1 on' }),
  closed: z.boolean().meta({ description: 'ended by losses: takes no stakes and no locks' }),
  params: poolParams,
  pauses,
  assets: uint,
  shares: uint,
  pendingShares: uint,
  locked: uint,
  exitReserve: uint,
  unallocated: uint,
  rewardReserve: uint.meta({ description: 'wei of rewards, handed out or not, that nobody has claimed' }),
  rewards: rewardStream,
  deferred: uint.meta({
    description: 'wei kept for receivers that refused them; of all generations, with today’s',
  }),
  operatorDraws: z
    .strictObject({ window: count, wei: uint })
    .meta({ description: 'what the operator drew in a window of `drawWindow` seconds, by its number' }),
  guaranteedCount: count.meta({
    description: 'payments ever guaranteed; this and the two below are of all generations, with today’s',
  }),
  guaranteedWei: uint.meta({ description: 'wei ever locked for them' }),
  drawnWei: uint.meta({ description: 'wei ever drawn for payments that failed' }),
  rolledEpoch: count,
  latestLockEnd: count,
  lastDrawAt: seconds.nullable(),
  createdAt: eventAt,
});
export type Pool = z.infer<typeof pool>;

/** Which of the two managers. Whatever each keeps for itself is told apart by it. */
export const managerKind = z.enum(managerKinds);

/** A pool of collateral in place. Its tokens are in its holders' wallets: see {@link holder}. */
export const walletPool = z.strictObject({
  id: bytes32,
  tag: z.string().meta({ description: 'the 8 ASCII bytes of the id, without padding' }),
  params: walletParams,
  pauses,
  holders: count.meta({ description: 'enrolled' }),
  maxExposure: uint.meta({ description: 'wei that they let be locked in all, whether or not they have it' }),
  deferred: uint.meta({ description: 'wei kept for receivers that refused them' }),
  operatorDraws: z
    .strictObject({ window: count, wei: uint })
    .meta({ description: 'what the operator drew in a window of `drawWindow` seconds, by its number' }),
  lastDrawAt: seconds.nullable(),
  guaranteedCount: count.meta({ description: 'payments ever' }),
  guaranteedWei: uint,
  drawnWei: uint,
  createdAt: eventAt,
});
export type WalletPool = z.infer<typeof walletPool>;

/** What of all of a pool's holders a time boundary frees: locks in place whose time ends with the epoch. */
export const walletEpoch = z.strictObject({
  pool: bytes32,
  epoch: count,
  lockEnd: uint.meta({ description: 'wei still open that end here; stays when the epoch has ended' }),
});
export type WalletEpoch = z.infer<typeof walletEpoch>;

/** Somebody who is, or was, enrolled in a pool of collateral in place. */
export const holder = z.strictObject({
  pool: bytes32,
  account: address,
  enrolled: z.boolean(),
  maxExposure: uint.meta({ description: 'wei that may be locked at the most; 0 once left' }),
  locked: uint.meta({ description: 'wei in all open slices as last told: see `settle-holder.ts`' }),
  since: eventAt.meta({ description: 'when it enrolled, the last time it was not' }),
});
export type Holder = z.infer<typeof holder>;

/** What of a holder a time boundary frees: slices whose time ends with the epoch. */
export const holderEpoch = z.strictObject({
  pool: bytes32,
  account: address,
  epoch: count,
  lockEnd: uint.meta({ description: 'wei still open that end here' }),
  rolled: z.boolean().meta({ description: 'its wei have left the holder’s `locked`' }),
});
export type HolderEpoch = z.infer<typeof holderEpoch>;

/** What one lock in place takes of one holder. */
export const slice = z.strictObject({
  paymentId: bytes32,
  index: count.meta({ description: 'within its lock, from 0 on' }),
  pool: bytes32,
  holder: address,
  amount: uint.meta({ description: 'wei locked at the start' }),
  remaining: uint.meta({ description: 'wei still locked; of an expired lock what it had' }),
  drawn: uint.meta({ description: 'wei taken for the merchant so far' }),
  expiresAt: seconds,
});
export type Slice = z.infer<typeof slice>;

/** What an epoch boundary settles: locks that end there and exits that are due. */
export const epoch = z.strictObject({
  pool: bytes32,
  generation: count,
  epoch: count,
  lockEnd: uint.meta({ description: 'wei of locks whose time ends here and that are still open' }),
  sharesLeft: uint.meta({ description: 'shares of exits due here, less those already paid' }),
  assetsLeft: uint.meta({ description: 'wei kept for them once rolled, 0 before' }),
  rolled: z.boolean(),
});
export type Epoch = z.infer<typeof epoch>;

/** Sums of one pool of either manager, all of its generations, over one hour of chain time, for charts and "today". */
export const poolHour = z.strictObject({
  pool: bytes32,
  hour: seconds.meta({ description: 'start of the hour' }),
  guaranteedCount: count,
  guaranteedWei: uint,
  guaranteedCents: uint.meta({ description: 'US cents; quotes in other currencies are not added' }),
  releasedCount: count,
  drawnCount: count,
  drawnWei: uint,
});
export type PoolHour = z.infer<typeof poolHour>;

export const storedLockStatus = z.enum(['open', 'claimed', 'released', 'drawn']);

export const lock = z.strictObject({
  paymentId: bytes32,
  pool: bytes32,
  merchant: address,
  amount: uint.meta({ description: 'wei locked at the start' }),
  remaining: uint.meta({ description: 'wei still locked; an expired lock keeps what it had' }),
  drawn: uint.meta({ description: 'wei taken for the merchant so far' }),
  deferred: uint.meta({
    description:
      'wei of it that the merchant’s own contract refused, so that the pool kept it to be collected',
  }),
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
  generation: count,
  account: address,
  shares: uint.meta({ description: 'active shares; those on their way out are in tickets' }),
  staked: uint.meta({ description: 'wei ever staked' }),
  exited: uint.meta({ description: 'wei ever paid out' }),
  feesClaimed: uint.meta({ description: 'wei of fees ever claimed or compounded' }),
  topUpsClaimed: uint,
  since: eventAt,
});
export type Position = z.infer<typeof position>;

/** How many accounts have active shares in one generation of a pool. */
export const stakerCount = z.strictObject({ pool: bytes32, generation: count, stakers: count });
export type StakerCount = z.infer<typeof stakerCount>;

export const ticket = z.strictObject({
  pool: bytes32,
  generation: count,
  account: address,
  exitEpoch: count,
  shares: uint.meta({ description: 'shares waiting or due; 0 once claimed or cancelled' }),
  claimed: uint.meta({ description: 'wei paid out' }),
  requestedAt: eventAt,
});
export type Ticket = z.infer<typeof ticket>;

/** A payout that its receiver refused, kept by a pool until the receiver collects it. */
export const deferredPayout = z.strictObject({
  pool: bytes32,
  account: address,
  owed: uint.meta({ description: 'wei; 0 once collected' }),
});
export type DeferredPayout = z.infer<typeof deferredPayout>;

/** Each manager has its own merchants. */
export const merchant = z.strictObject({
  kind: managerKind,
  address,
  registered: z.boolean(),
  since: seconds,
});
export type Merchant = z.infer<typeof merchant>;

/**
 * What was ever guaranteed to a merchant. Sums only grow, so what a span of time adds is the difference between two
 * versions: those that held at its ends.
 */
export const merchantTally = z.strictObject({
  merchant: address,
  lockedCount: count.meta({ description: 'payments' }),
  releasedCount: count.meta({ description: 'payments whose last wei was released' }),
  releasedCents: uint.meta({ description: 'US cents of those; quotes in other currencies are not added' }),
  drawnCount: count.meta({ description: 'payments of which anything was drawn' }),
  drawnWei: uint,
});
export type MerchantTally = z.infer<typeof merchantTally>;

/** A role that an account has or had with a manager. */
export const roleMember = z.strictObject({
  kind: managerKind,
  role: bytes32,
  account: address,
  granted: z.boolean(),
  changedAt: eventAt,
});
export type RoleMember = z.infer<typeof roleMember>;

/** Who may move all of an address's Amp. */
export const operator = z.strictObject({ holder: address, operator: address, authorized: z.boolean() });
export type Operator = z.infer<typeof operator>;

/** Who may move an address's Amp in one partition. */
export const partitionOperator = operator.extend({ partition: bytes32 });
export type PartitionOperator = z.infer<typeof partitionOperator>;

/** An address that Amp knows as a collateral manager, for good: what lies in its partitions it may move. */
export const collateralManager = z.strictObject({ address, registeredAt: eventAt });
export type CollateralManager = z.infer<typeof collateralManager>;

/** The contract that Amp asks about transfers in partitions of a prefix; zero for none. */
export const partitionStrategy = z.strictObject({
  prefix: hexData,
  name: hexData,
  implementation: address,
  setAt: eventAt,
});
export type PartitionStrategy = z.infer<typeof partitionStrategy>;

/**
 * What ERC-1820 knows of an address: who may name its hooks, and Amp's two hooks. Changes of before the first block
 * that is followed are not in it; of whoever enrolled in place it is complete, since the manager checked both.
 */
export const registration = z.strictObject({
  account: address,
  manager: address.meta({ description: 'the address itself while it has named nobody' }),
  senderHook: address.nullable(),
  recipientHook: address.nullable(),
});
export type Registration = z.infer<typeof registration>;

/** A slice of Amp: what an address holds in a partition. */
export const balance = z.strictObject({ partition: bytes32, account: address, amount: uint });
export type Balance = z.infer<typeof balance>;

export type EntityOf = {
  pool: Pool;
  epoch: Epoch;
  hour: PoolHour;
  lock: Lock;
  position: Position;
  stakers: StakerCount;
  ticket: Ticket;
  deferred: DeferredPayout;
  merchant: Merchant;
  tally: MerchantTally;
  balance: Balance;
  walletPool: WalletPool;
  walletEpoch: WalletEpoch;
  holder: Holder;
  holderEpoch: HolderEpoch;
  slice: Slice;
  roleMember: RoleMember;
  operator: Operator;
  partitionOperator: PartitionOperator;
  collateralManager: CollateralManager;
  partitionStrategy: PartitionStrategy;
  registration: Registration;
};
export type EntityKind = keyof EntityOf;

/** `{ kind, value }` for each kind: what the reducer returns. */
export type Change = { [Kind in EntityKind]: { kind: Kind; value: EntityOf[Kind] } }[EntityKind];

/** The block an answer was read at. */
export const finality = z.enum(['latest', 'safe', 'finalized']);
export type Finality = z.infer<typeof finality>;

export const blockRef = z.strictObject({ number: blockNumber, hash: bytes32, timestamp: seconds, finality });
export type BlockRef = z.infer<typeof blockRef>;
