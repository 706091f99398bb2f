import { z } from 'zod';
import { address, blockNumber, bps, bytes32, count, hexData, int, seconds, uint, usd } from './codecs';
import {
  blockRef,
  collateralManager,
  epoch,
  holder,
  holderEpoch,
  lock,
  managerKind,
  merchant,
  partitionStrategy,
  pool,
  poolHour,
  position,
  registration,
  slice,
  ticket,
  walletEpoch,
  walletPool,
} from './entities';
import { blockHeader, chainEvent, eventAt } from './events';
import { lockStatuses } from './lock-status';
import { poolEarnings, roleHolder, timelockQueue } from './pool-disclosure';
import { holderObstacles } from './settle-holder';

/**
 * What the server answers: one schema a route. The server encodes with it, the browser parses with it, the API's
 * document is generated from it. All of an answer's numbers come from the block that `at` names.
 */

/** AMP/USD as the feed says at the answer's block; null where there is none. */
export const price = z.strictObject({
  ampUsd: uint.meta({ description: 'US dollars for one AMP, scaled by 1e8' }),
  updatedAt: seconds,
});
export type Price = z.infer<typeof price>;

/** {@link SettledPool} as JSON. */
export const settledPool = z.strictObject({
  assets: uint,
  shares: uint,
  pendingShares: uint,
  pendingAssets: uint,
  locked: uint,
  exitReserve: uint,
  capacity: uint,
  free: uint,
  heldBack: uint,
  utilisationBps: bps,
  nextExitAt: seconds.nullable(),
  feesLeft: uint,
  topUpsLeft: uint,
  rewardSecondsLeft: seconds,
  drawnInWindow: uint,
  windowEnds: seconds,
});

/** A pool as pages and callers need it: as stored, as settled at the answer's block, and its last hours. */
export const poolSummary = z.strictObject({
  pool,
  settled: settledPool,
  /** epochs that are not rolled: what the browser needs to settle the pool itself as time passes */
  epochs: z.array(epoch),
  /** the hours of the last 24, oldest first; hours without a lock are absent */
  hours: z.array(poolHour),
  openLocks: count,
  stakers: count,
});
export type PoolSummary = z.infer<typeof poolSummary>;

export const poolsAnswer = z.strictObject({
  at: blockRef,
  price: price.nullable(),
  epochLength: seconds,
  pools: z.array(poolSummary),
});
export type PoolsAnswer = z.infer<typeof poolsAnswer>;

/** A pool of collateral in place: as stored, as settled at the answer's block, and its last hours. */
export const walletPoolSummary = z.strictObject({
  pool: walletPool,
  settled: z.strictObject({
    locked: uint.meta({ description: 'wei in open slices of all holders' }),
    drawnInWindow: uint,
    windowEnds: seconds,
  }),
  /** epochs that have not ended and free something, earliest first */
  epochs: z.array(walletEpoch),
  hours: z.array(poolHour).meta({ description: 'as of a pool' }),
  openLocks: count,
});
export type WalletPoolSummary = z.infer<typeof walletPoolSummary>;

export const walletPoolsAnswer = z.strictObject({
  at: blockRef,
  price: price.nullable(),
  epochLength: seconds,
  pools: z.array(walletPoolSummary),
});
export type WalletPoolsAnswer = z.infer<typeof walletPoolsAnswer>;

/** What one draw took from a pool. */
export const loss = z.strictObject({
  at: eventAt,
  paymentId: bytes32,
  merchant: address,
  amount: uint,
  assetsBefore: uint,
  shares: uint,
});
export type Loss = z.infer<typeof loss>;

export const poolAnswer = z.strictObject({
  at: blockRef,
  price: price.nullable(),
  epochLength: seconds,
  summary: poolSummary,
  losses: z.array(loss).meta({ description: 'newest first, at most 50' }),
  earnings: poolEarnings,
  roles: z.array(roleHolder).meta({ description: 'of the manager, and so of each of its pools' }),
});
export type PoolAnswer = z.infer<typeof poolAnswer>;

export const timelockAnswer = z.strictObject({
  at: blockRef,
  timelock: address.nullable().meta({ description: 'null when the admin is no timelock' }),
  queue: timelockQueue.nullable().meta({ description: 'null when the chain could not be asked' }),
});
export type TimelockAnswer = z.infer<typeof timelockAnswer>;

export const historyIntervals = ['5m', '1h', '1d'] as const;
export const historyPoint = z.strictObject({
  timestamp: seconds,
  assets: uint,
  locked: uint,
  capacity: uint,
  /** of the interval that ends at `timestamp` */
  guaranteedWei: uint,
  guaranteedCount: count,
  drawnWei: uint,
});
export const historyAnswer = z.strictObject({
  at: blockRef,
  pool: z.string().meta({ description: 'a pool id, or "all"' }),
  interval: z.enum(historyIntervals),
  points: z.array(historyPoint),
});
export type HistoryAnswer = z.infer<typeof historyAnswer>;

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

const totalIsLeast = z
  .boolean()
  .meta({ description: 'true when only the newest locks were looked at, so that more may pass' });
const nextCursor = z.string().nullable().meta({
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
  kind: z.enum([
    'staked',
    'exit-requested',
    'exit-cancelled',
    'exit-claimed',
    'rewarded',
    'loss',
    'enrolled',
    'unenrolled',
    'deposited',
    'withdrawn',
    'received',
    'sent',
  ]),
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

/** An address that payments are guaranteed to, by what both managers know of it. */
export const merchantStanding = z.strictObject({
  address,
  registered: z.boolean().meta({ description: 'with a manager at least' }),
  since: seconds.meta({ description: 'of its first registration that holds; 0 without any' }),
  managers: z.array(managerKind).meta({ description: 'with which it is registered' }),
});
export type MerchantStanding = z.infer<typeof merchantStanding>;

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
  kind: z.enum([...accountEntry.shape.kind.options, 'moved', 'rounding']),
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

/**
 * How one of the chain's nodes stands. Its address may hold a key: it is called by its place in the settings.
 * `behind` lags behind the others, `silent` does not answer, `limited` wants to be asked less, `wrong-chain` is on
 * another chain, `lying` said what cannot be or what most others deny. `unknown` was not asked yet.
 */
export const nodeStatuses = [
  'unknown',
  'good',
  'behind',
  'silent',
  'limited',
  'wrong-chain',
  'lying',
] as const;
export const nodeState = z.strictObject({
  name: z.string().meta({ description: '“node 1”: the first address in the settings' }),
  /** whether the follower reads from it now */
  inUse: z.boolean(),
  head: count.nullable(),
  lagBlocks: count.nullable().meta({ description: 'behind the newest head of all nodes that are trusted' }),
  latencyMs: z.number().nonnegative().nullable().meta({ description: 'moving average' }),
  status: z.enum(nodeStatuses),
  reason: z.string().nullable(),
});
export type NodeState = z.infer<typeof nodeState>;

/** What nodes said differently about the very same block. */
export const nodeDifference = z.strictObject({
  what: z.string(),
  unit: z.enum(['wei', 'number', 'text']),
  answers: z.array(z.strictObject({ node: z.string(), said: z.string() })),
});
export type NodeDifference = z.infer<typeof nodeDifference>;

/**
 * Whether the chain's nodes say the same about the same block. `single`: there is one node, nothing is compared;
 * `unknown`: fewer than two could be compared lately. `disagree` holds until those who disagreed agree again.
 */
export const agreement = z.strictObject({
  state: z.enum(['single', 'unknown', 'agree', 'disagree']),
  /** the block that was compared last; while nodes disagree, the one whose differences are told */
  block: z.strictObject({ number: count, hash: bytes32 }).nullable(),
  since: seconds.meta({ description: 'real time at which this state began' }),
  differences: z.array(nodeDifference).max(50),
});
export type Agreement = z.infer<typeof agreement>;

/** What one side of a comparison says, by name; numbers as decimal text. */
export const auditFacts = z.record(z.string(), z.string());
export type AuditFacts = z.infer<typeof auditFacts>;

/** Whether what is stored was found to be what the chain says. */
export const auditState = z.strictObject({
  provedTo: blockNumber.nullable().meta({
    description: 'up to here, each block was proved by its hash to hold the events that are stored of it',
  }),
  soundAt: blockNumber.nullable().meta({
    description:
      'newest block at which the totals, a sample of all else and the protocol’s rules were found right',
  }),
  openAlarms: count.meta({ description: 'what was found wrong and has not been found right since' }),
  alarms: z.array(z.string()).max(20).meta({
    description:
      'of which things: an entity (`lock/…`), a rule of the protocol (`rule/…`) or a block (`block/…`)',
  }),
  repairs: count.meta({ description: 'since the start, how often blocks were read again for that' }),
});
export type AuditState = z.infer<typeof auditState>;

/** Something that was not as it must be, with both sides of it. */
export const auditAlarm = z.strictObject({
  subject: z.string(),
  block: blockNumber,
  expected: auditFacts,
  found: auditFacts,
  raisedAt: seconds,
  rolledBackTo: blockNumber.nullable(),
  resolvedBlock: blockNumber.nullable(),
});
export type AuditAlarm = z.infer<typeof auditAlarm>;

/** What Amp allows to be built on it: who may move AMP in partitions of their own, and what lies there. */
export const managersAnswer = z.strictObject({
  at: blockRef,
  managers: z.array(
    collateralManager.extend({
      ours: managerKind.nullable().meta({ description: 'null for a manager of somebody else' }),
    }),
  ),
  strategies: z.array(
    partitionStrategy.extend({ text: z.string().meta({ description: 'its name in ASCII' }) }),
  ),
  /** read from Amp itself at `at`, largest first; null when the node could not be asked */
  partitions: z
    .array(
      z.strictObject({
        partition: bytes32,
        kind: partitionSlice.shape.kind,
        tag: z.string().nullable(),
        manager: address.nullable(),
        supply: uint,
      }),
    )
    .nullable(),
});
export type ManagersAnswer = z.infer<typeof managersAnswer>;

export const followerState = z.strictObject({
  status: z.enum(['starting', 'backfilling', 'live', 'stalled']),
  head: blockRef.nullable(),
  chainHead: count.nullable().meta({ description: 'as the node says; null when it does not answer' }),
  lagBlocks: count.nullable(),
  /** real seconds since a block was taken in */
  sinceBlock: z.number().nonnegative().nullable(),
  reorgs: count,
  deepestReorg: count,
  lastError: z.string().nullable(),
  startedAt: seconds,
  leads: z.boolean().meta({ description: 'of several instances, this one follows the chain for all' }),
  nodes: z.array(nodeState),
  agreement,

  audit: auditState,
});
export type FollowerState = z.infer<typeof followerState>;

/** The balance equation of one pool at the answer's block, in wei. */
export const poolHealth = z.strictObject({
  pool: bytes32,
  tag: z.string(),
  /** amp.balanceOfByPartition(pool, manager), rebuilt from Amp's logs */
  balance: uint,
  /** the same, asked of the chain at that block; null when it could not be */
  chainBalance: uint.nullable(),
  /** what the manager says it keeps there; their sum is `accounted` */
  parts: z.strictObject({
    assets: uint,
    exitReserve: uint,
    rewardReserve: uint,
    unallocated: uint,
    deferred: uint,
    closed: uint.meta({ description: 'all that generations keep which losses have closed' }),
  }),
  accounted: uint,
  holds: z.boolean(),
  overdueLocks: count,
  overdueWei: uint,
  exits: z.array(z.strictObject({ exitAt: seconds, leaving: uint, assets: uint, capacity: uint })),
});
export type PoolHealth = z.infer<typeof poolHealth>;

export const adminAnswer = z.strictObject({
  at: blockRef,
  follower: followerState,
  pools: z.array(poolHealth),
  alarms: z
    .array(auditAlarm)
    .meta({ description: 'open ones first, then those that were resolved, newest first' }),
});
export type AdminAnswer = z.infer<typeof adminAnswer>;

export const readyAnswer = z.strictObject({ ready: z.boolean(), follower: followerState });

/** Header in which a page says up to which block the stream has brought it: no answer takes it back from there. */
export const SEEN_BLOCK = 'x-seen-block';

/** RFC 9457. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problem>;

/**
 * The live stream. `snapshot` opens it, and replaces deltas that are gone; `delta` is one block, also an empty
 * one, since a block is what says how fresh the page is; `rollback` takes back every block above `ancestor`.
 * `agreement` is of the nodes and not of the chain: it has no place among the blocks, and no id.
 */
export const liveSnapshot = z.strictObject({
  type: z.literal('snapshot'),
  pools: poolsAnswer,
  locks: locksAnswer,
});
export const liveDelta = z.strictObject({
  type: z.literal('delta'),
  block: blockHeader,
  events: z.array(chainEvent),
});
export const liveRollback = z.strictObject({ type: z.literal('rollback'), ancestor: blockHeader });
export const liveAgreement = z.strictObject({ type: z.literal('agreement'), agreement });
export const liveMessage = z.discriminatedUnion('type', [
  liveSnapshot,
  liveDelta,
  liveRollback,
  liveAgreement,
]);
export type LiveMessage = z.infer<typeof liveMessage>;
export type LiveAgreement = z.infer<typeof liveAgreement>;
export type LiveDelta = z.infer<typeof liveDelta>;

/** What `devnet/deploy.ts` writes and the app reads. */
export const deployment = z.strictObject({
  chainId: z.number().int().positive(),
  /** true on a chain made by `devnet/`: demo wallet and faucet exist only there */
  local: z.boolean(),
  /** first block the follower needs */
  startBlock: count,
  epochLength: seconds,
  amp: address,
  swapToken: address.nullable(),
  collateralPool: address,
  walletCollateral: address,
  /** the admin of both managers; null when that is no timelock, as in tests */
  timelock: address.nullable(),
  priceFeed: address.nullable(),
  explorerUrl: z.url().nullable(),
  /** names of addresses for people: merchants and stakers of a local chain */
  labels: z.record(z.string(), z.string()),
  /** code hash at deployment, so that a chain that was reset is found out */
  codeHash: hexData,
});
export type Deployment = z.infer<typeof deployment>;
