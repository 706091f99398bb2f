import type {
  LiveDelta,
  LockRow,
  LocksAnswer,
  MerchantAnswer,
  PaymentAnswer,
  PoolSummary,
  PoolsAnswer,
} from '@/lib/domain/api';
import type { BlockRef, Change, EntityKind, EntityOf, Lock, Slice } from '@/lib/domain/entities';
import { entityKey, lockKey } from '@/lib/domain/entity-key';
import type { ChainEvent } from '@/lib/domain/events';
import { lockOfRow, toLockRow } from '@/lib/domain/lock-row';
import { isGuaranteed, lockStatus } from '@/lib/domain/lock-status';
import { managerKindOf, poolOf } from '@/lib/domain/partition';
import { paymentSteps } from '@/lib/domain/payment-steps';
import { type Lookup, MissingEntityError, type Reducer, reduceEvents } from '@/lib/domain/reduce';
import { reduceHour } from '@/lib/domain/reduce-hour';
import { reduceLock } from '@/lib/domain/reduce-lock';
import { reducePool } from '@/lib/domain/reduce-pool';
import { reduceSlice } from '@/lib/domain/reduce-slice';
import { settlePool } from '@/lib/domain/settle';
import { asciiFromHex } from '@/lib/domain/text';
import type { LocksFilter } from './queries';

/**
 * One block folded into the answers a page holds, by the reducer that the server uses. `'stale'` means that the
 * block speaks of something the answer does not hold, so it must be fetched again.
 */
export type Folded<Answer> = Answer | 'stale';

const DAY = 86_400;

/** Positions, tickets and balances are no part of what is folded here: those answers are fetched again. */
const reducePoolsAndLocks: Reducer = (lookup, event, context) => [
  ...reduceLock(lookup, event, context),
  ...reducePool(lookup, event, context),
  ...reduceHour(lookup, event),
];

/** Pools of collateral in place have an answer of their own, which is fetched again. */
const isInPlace = ({ args }: ChainEvent): boolean =>
  'pool' in args && managerKindOf(args.pool) === 'in-place';

function run(lookup: Lookup, events: ChainEvent[], epochLength: number, reduce: Reducer): Folded<Change[]> {
  try {
    return reduceEvents(lookup, events, { epochLength }, reduce);
  } catch (error) {
    if (error instanceof MissingEntityError) return 'stale';
    throw error;
  }
}

const valuesOf = <Kind extends EntityKind>(changes: Change[], kind: Kind): EntityOf[Kind][] =>
  // The filter proves the kind, which the type of a mapped union cannot carry.
  changes.filter((change) => change.kind === kind).map((change) => change.value as EntityOf[Kind]);

const indexed = <Value>(values: Value[], key: (value: Value) => string) =>
  new Map(values.map((value) => [key(value), value]));

/** Replaces by key what is there, appends what is not. */
function merged<Value>(values: Value[], next: Value[], key: (value: Value) => string): Value[] {
  return next.length === 0 ? values : [...new Map([...indexed(values, key), ...indexed(next, key)]).values()];
}

export const headOf = ({ block }: LiveDelta): BlockRef => ({
  number: block.number,
  hash: block.hash,
  timestamp: block.timestamp,
  finality: 'latest',
});

/**
 * @param locks every lock in hand: a release is of a lock whose end must be known
 * @returns the pools after the block, settled at its time
 */
export function foldPools(
  answer: PoolsAnswer,
  locks: ReadonlyMap<string, Lock>,
  delta: LiveDelta,
): Folded<PoolsAnswer> {
  const pools = indexed(
    answer.pools.map((s) => s.pool),
    (p) => p.id,
  );
  const epochs = indexed(
    answer.pools.flatMap((s) => s.epochs),
    (e) => entityKey.epoch(e, e.epoch),
  );
  const hours = indexed(
    answer.pools.flatMap((s) => s.hours),
    (h) => entityKey.hour(h.pool, h.hour),
  );
  const known: { [Kind in EntityKind]?: ReadonlyMap<string, EntityOf[Kind]> } = {
    pool: pools,
    epoch: epochs,
    hour: hours,
    lock: locks,
  };
  const lookup: Lookup = (kind, key) => known[kind]?.get(key);
  const events = delta.events.filter((event) => !isInPlace(event));
  const changes = run(lookup, events, answer.epochLength, reducePoolsAndLocks);
  if (changes === 'stale' || valuesOf(changes, 'pool').some((pool) => !pools.has(pool.id))) return 'stale';
  return {
    ...answer,
    at: headOf(delta),
    pools: answer.pools.map((summary) => {
      const folded = foldSummary(summary, changes, delta, answer.epochLength);
      const expired = expiredBetween(locks, summary.pool.id, answer.at.timestamp, delta.block.timestamp);
      return { ...folded, openLocks: Math.max(0, folded.openLocks - expired) };
    }),
  };
}

function foldSummary(
  summary: PoolSummary,
  changes: Change[],
  delta: LiveDelta,
  epochLength: number,
): PoolSummary {
  const { id } = summary.pool;
  const { timestamp } = delta.block;
  const pool = valuesOf(changes, 'pool').find((p) => p.id === id) ?? summary.pool;
  const myEpochs = valuesOf(changes, 'epoch').filter(
    (e) => e.pool === id && e.generation === pool.generation,
  );
  const myHours = valuesOf(changes, 'hour').filter((h) => h.pool === id);
  const epochs = merged(summary.epochs, myEpochs, (e) => String(e.epoch))
    .filter((e) => !e.rolled && (e.lockEnd > 0n || e.sharesLeft > 0n))
    .sort((a, b) => a.epoch - b.epoch);
  const hours = merged(summary.hours, myHours, (h) => String(h.hour))
    .filter((h) => h.hour > timestamp - DAY)
    .sort((a, b) => a.hour - b.hour);
  return {
    ...summary,
    pool,
    epochs,
    hours,
    openLocks: Math.max(0, summary.openLocks + openedMinusClosed(delta.events, id)),
    settled: settlePool(pool, epochs, timestamp, epochLength),
  };
}

/** Locks in hand that ended by the clock alone. One that the block closes in time is counted there. */
function expiredBetween(locks: ReadonlyMap<string, Lock>, pool: string, from: number, to: number): number {
  return [...locks.values()].filter(
    (lock) =>
      lock.pool === pool &&
      isGuaranteed(lockStatus(lock, from)) &&
      lock.expiresAt > from &&
      lock.expiresAt <= to,
  ).length;
}

function openedMinusClosed(events: ChainEvent[], pool: string): number {
  return events.reduce((sum, event) => {
    if (event.name === 'CollateralLocked') return sum + (event.args.pool === pool ? 1 : 0);
    if (event.name !== 'LockReleased' && event.name !== 'LockDrawn') return sum;
    return sum - (poolOf(event.args.pool) === pool && event.args.remaining === 0n ? 1 : 0);
  }, 0);
}

/** The lock that an event speaks of. */
const lockKeyIn = ({ args }: ChainEvent): string | null =>
  'paymentId' in args ? lockKey({ paymentId: args.paymentId, pool: args.pool }) : null;

/** What the block does to the locks in hand and which new ones it makes; events of unknown locks are left out. */
export function foldLockEntities(
  locks: ReadonlyMap<string, Lock>,
  delta: LiveDelta,
  epochLength: number,
): Lock[] {
  const made = new Set(
    delta.events.flatMap((e) =>
      e.name === 'CollateralLocked' || e.name === 'WalletCollateralLocked' ? [lockKey(e.args)] : [],
    ),
  );
  const events = delta.events.filter((event) => {
    const key = lockKeyIn(event);
    return key !== null && (locks.has(key) || made.has(key));
  });
  const lookup: Lookup = <Kind extends EntityKind>(kind: Kind, key: string) =>
    // Only locks are asked for by this reducer.
    kind === 'lock' ? (locks.get(key) as EntityOf[Kind] | undefined) : undefined;
  const changes = run(lookup, events, epochLength, reduceLock);
  return changes === 'stale' ? [] : valuesOf(changes, 'lock');
}

const passes = (row: LockRow, filter: LocksFilter): boolean =>
  (filter.pool === undefined || row.pool === filter.pool) &&
  (filter.merchant === undefined || row.merchant === filter.merchant) &&
  (filter.kind === undefined || row.kind === filter.kind) &&
  (filter.asset === undefined || asciiFromHex(row.quote.asset) === filter.asset.toUpperCase()) &&
  (filter.min === undefined || row.amount >= filter.min) &&
  (filter.status === undefined ||
    (filter.status === 'live' ? isGuaranteed(row.now) : row.now === filter.status));

/**
 * A page of the ledger after the block: changed rows in place, rows that no longer pass the filter gone, and, on
 * the first page, new ones on top. Rows keep their identity when nothing about them changed.
 */
export function foldLocks<Page extends LocksAnswer | MerchantAnswer>(
  answer: Page,
  filter: LocksFilter,
  changed: Lock[],
  delta: LiveDelta,
  firstPage = true,
): Page {
  const { timestamp } = delta.block;
  const changes = indexed(changed, lockKey);
  const before = answer.locks.length;
  const kept = answer.locks.flatMap((row) => {
    const lock = changes.get(lockKey(row));
    changes.delete(lockKey(row));
    const same = !lock && lockStatus(row, timestamp) === row.now;
    const next = same ? row : toLockRow(lock ?? lockOfRow(row), timestamp);
    return passes(next, filter) ? [next] : [];
  });
  const fresh = firstPage
    ? [...changes.values()]
        .filter((lock) => lock.lockedAt.block === delta.block.number)
        .map((lock) => toLockRow(lock, timestamp))
        .filter((row) => passes(row, filter))
        .sort((a, b) => b.lockedAt.logIndex - a.lockedAt.logIndex)
    : [];
  return {
    ...answer,
    at: headOf(delta),
    locks: [...fresh, ...kept],
    total: Math.max(0, answer.total + fresh.length - (before - kept.length)),
  };
}

/** A payment after the block, with the steps that the block adds to its story. */
export function foldPayment(
  answer: PaymentAnswer,
  changed: Lock[],
  delta: LiveDelta,
  epochLength: number,
): Folded<PaymentAnswer> {
  const { paymentId } = answer.lock;
  const events = delta.events.filter(({ args }) => 'paymentId' in args && args.paymentId === paymentId);
  const slices = foldSlices(answer.slices, events, epochLength);
  if (slices === 'stale') return 'stale';
  const after = (row: LockRow): LockRow =>
    toLockRow(
      changed.find((lock) => lockKey(lock) === lockKey(row)) ?? lockOfRow(row),
      delta.block.timestamp,
    );
  // The other manager may lock under the same id at any time.
  const others = changed.filter(
    (lock) => lock.paymentId === paymentId && lockKey(lock) !== lockKey(answer.lock),
  );
  const [other = answer.other && lockOfRow(answer.other)] = others;
  return {
    ...answer,
    at: headOf(delta),
    lock: after(answer.lock),
    slices,
    other: other && toLockRow(other, delta.block.timestamp),
    steps: paymentSteps(answer.lock, delta.events, answer.steps),
  };
}

function foldSlices(slices: Slice[], events: ChainEvent[], epochLength: number): Folded<Slice[]> {
  const key = (slice: Slice) => entityKey.slice(slice.paymentId, slice.index);
  const known = indexed(slices, key);
  const lookup: Lookup = <Kind extends EntityKind>(kind: Kind, name: string) =>
    // Only slices are asked for by this reducer.
    kind === 'slice' ? (known.get(name) as EntityOf[Kind] | undefined) : undefined;
  const changes = run(lookup, events, epochLength, reduceSlice);
  return changes === 'stale' ? 'stale' : merged(slices, valuesOf(changes, 'slice'), key);
}
