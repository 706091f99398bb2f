import { describe, expect, test } from 'vitest';
import type {
  LiveDelta,
  LockRow,
  LocksAnswer,
  MerchantAnswer,
  PaymentAnswer,
  PoolsAnswer,
} from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { Lock, Pool } from '@/lib/domain/entities';
import { lockKey } from '@/lib/domain/entity-key';
import type { ChainEvent, EventAt } from '@/lib/domain/events';
import { lockOfRow, toLockRow } from '@/lib/domain/lock-row';
import { poolId } from '@/lib/domain/partition';
import { settlePool } from '@/lib/domain/settle';
import { examplePool } from '@/lib/domain/testing/example-pool';
import { foldLockEntities, foldLocks, foldPayment, foldPools } from './fold';
import { foldMerchant } from './fold-merchant';

const EPOCH = 60;
const START = 1_800_000_000; // a multiple of EPOCH and of an hour
const POOL = poolId('BITCOIN', `0x${'11'.repeat(20)}`);
const MERCHANT: Hex = `0x${'22'.repeat(20)}`;
const OPERATOR: Hex = `0x${'33'.repeat(20)}`;
const id = (n: number): Hex => `0x${n.toString(16).padStart(64, '0')}`;
const at = (block: number, logIndex = 0): EventAt => ({
  block,
  timestamp: START + block,
  logIndex,
  tx: id(block),
});
const quote = {
  asset: '0x4254430000000000',
  assetAmount: 1n,
  fiatAmount: 1840n,
  currency: '0x555344',
  ampPrice: 160_000n,
} as const;

const pool: Pool = examplePool({
  id: POOL,
  tag: 'BITCOIN',
  params: { maxUtilisationBps: 9000, cooldown: 60, maxLockDuration: 600, claimDelay: 30 },
  assets: 1000n,
  shares: 1000n,
  createdAt: at(0),
});

const head = (block: number) => ({
  number: block,
  hash: id(block),
  timestamp: START + block,
  finality: 'latest' as const,
});

const poolsAt = (block: number): PoolsAnswer => ({
  at: head(block),
  price: null,
  epochLength: EPOCH,
  pools: [
    {
      pool,
      settled: settlePool(pool, [], START + block, EPOCH),
      epochs: [],
      hours: [],
      openLocks: 0,
      stakers: 1,
    },
  ],
});

const delta = (block: number, events: ChainEvent[]): LiveDelta => ({
  type: 'delta',
  block: { number: block, hash: id(block), parentHash: id(block - 1), timestamp: START + block },
  events,
});

const locked = (n: number, block: number, amount: bigint, total: bigint): ChainEvent => ({
  name: 'CollateralLocked',
  at: at(block, n),
  args: {
    paymentId: id(n),
    pool: POOL,
    merchant: MERCHANT,
    amount,
    settleBy: START + 100,
    expiresAt: START + 200,
    claimDelay: 30,
    refHash: id(0),
    quote,
    locked: total,
  },
});
const released = (n: number, block: number, amount: bigint, total: bigint): ChainEvent => ({
  name: 'LockReleased',
  at: at(block, 50 + n),
  args: { paymentId: id(n), pool: POOL, by: OPERATOR, amount, remaining: 0n, locked: total },
});
const drawn = (n: number, block: number, amount: bigint, assets: bigint): ChainEvent => ({
  name: 'LockDrawn',
  at: at(block, 80 + n),
  args: {
    paymentId: id(n),
    pool: POOL,
    merchant: MERCHANT,
    by: OPERATOR,
    amount,
    remaining: 0n,
    totalAssets: assets,
    totalShares: 1000n,
    locked: 0n,
  },
});

const none: ReadonlyMap<string, Lock> = new Map();
const fresh = <T>(folded: T | 'stale'): T => {
  if (folded === 'stale') throw new Error('the answer should not be stale');
  return folded;
};
const lockOf = (n: number, block: number, amount: bigint): Lock => {
  const [lock] = foldLockEntities(none, delta(block, [locked(n, block, amount, amount)]), EPOCH);
  if (!lock) throw new Error('no lock was made');
  return lock;
};

describe('pools', () => {
  test('a lock and its release in one block change totals, hours and the count by both', () => {
    const events = [locked(1, 5, 100n, 100n), locked(2, 5, 50n, 150n), released(1, 5, 100n, 50n)];
    const after = fresh(foldPools(poolsAt(4), none, delta(5, events)));
    const [summary] = after.pools;
    expect(after.at.number).toBe(5);
    expect(summary?.openLocks).toBe(1);
    expect(summary?.settled.locked).toBe(50n);
    expect(summary?.settled.free).toBe(850n);
    expect(summary?.hours).toMatchObject([{ guaranteedCount: 2, guaranteedWei: 150n, releasedCount: 1 }]);
    expect(summary?.epochs).toMatchObject([{ lockEnd: 50n }]);
  });

  test('a lock whose epoch has ended stops to count without an event', () => {
    const after = fresh(foldPools(poolsAt(4), none, delta(5, [locked(1, 5, 100n, 100n)])));
    const later = fresh(foldPools(after, none, delta(241, [])));
    expect(later.pools[0]?.settled.locked).toBe(0n);
    expect(later.pools[0]?.settled.free).toBe(900n);
  });

  test('a release of a lock nobody told us of makes the answer stale', () => {
    expect(foldPools(poolsAt(4), none, delta(5, [released(9, 5, 10n, 0n)]))).toBe('stale');
  });

  test('a pool that was opened since makes the answer stale', () => {
    const opened: ChainEvent = {
      name: 'PoolCreated',
      at: at(5),
      args: { pool: poolId('NEW', MERCHANT), tag: '0x4e45570000000000' },
    };
    expect(foldPools(poolsAt(4), none, delta(5, [opened]))).toBe('stale');
  });

  test('a draw lowers what is staked and dates the last loss', () => {
    const lock = lockOf(1, 5, 100n);
    const before = fresh(foldPools(poolsAt(4), none, delta(5, [locked(1, 5, 100n, 100n)])));
    const after = fresh(
      foldPools(before, new Map([[lockKey(lock), lock]]), delta(6, [drawn(1, 6, 100n, 900n)])),
    );
    expect(after.pools[0]?.settled.assets).toBe(900n);
    expect(after.pools[0]?.pool.lastDrawAt).toBe(START + 6);
    expect(after.pools[0]?.hours[0]?.drawnWei).toBe(100n);
  });
});

describe('the ledger', () => {
  const row = (n: number, block: number, amount: bigint): LockRow =>
    toLockRow(lockOf(n, block, amount), START + block);
  const page = (...locks: LockRow[]): LocksAnswer => ({
    at: head(5),
    locks,
    total: locks.length,
    totalIsLeast: false,
    next: null,
  });
  const fold = (answer: LocksAnswer, filter: Parameters<typeof foldLocks>[1], d: LiveDelta, first = true) => {
    const known = new Map<string, Lock>(answer.locks.map((lock) => [lockKey(lock), lock]));
    return foldLocks(answer, filter, foldLockEntities(known, d, EPOCH), d, first);
  };

  test('new locks stand on top, the latest first, and on the first page only', () => {
    const d = delta(6, [locked(2, 6, 10n, 20n), locked(3, 6, 10n, 30n)]);
    expect(fold(page(row(1, 5, 10n)), {}, d).locks.map((l) => l.paymentId)).toEqual([id(3), id(2), id(1)]);
    expect(fold(page(row(1, 5, 10n)), {}, d, false).locks.map((l) => l.paymentId)).toEqual([id(1)]);
    expect(fold(page(row(1, 5, 10n)), {}, d).total).toBe(3);
  });

  test.each([
    [{ merchant: OPERATOR }, 0],
    [{ merchant: MERCHANT }, 1],
    [{ asset: 'btc' }, 1],
    [{ asset: 'ETH' }, 0],
    [{ min: 11n }, 0],
    [{ pool: id(7) }, 0],
    [{ status: 'released' as const }, 0],
    [{ status: 'live' as const }, 1],
  ])('a new lock is shown where the filter %o lets it through', (filter, shown) => {
    expect(fold(page(), filter, delta(6, [locked(2, 6, 10n, 10n)])).locks).toHaveLength(shown);
  });

  test('a released lock leaves a page of live ones and stays in a page of all', () => {
    const d = delta(6, [released(1, 6, 10n, 0n)]);
    expect(fold(page(row(1, 5, 10n)), { status: 'live' }, d)).toMatchObject({ locks: [], total: 0 });
    expect(fold(page(row(1, 5, 10n)), {}, d).locks).toMatchObject([{ now: 'released', remaining: 0n }]);
  });

  test('a lock turns overdue and expires by the clock of the chain alone', () => {
    expect(fold(page(row(1, 5, 10n)), {}, delta(100, [])).locks[0]?.now).toBe('overdue');
    expect(fold(page(row(1, 5, 10n)), { status: 'live' }, delta(200, [])).locks).toEqual([]);
  });

  test('a row that nothing happened to keeps its identity', () => {
    const same = row(1, 5, 10n);
    expect(fold(page(same), {}, delta(6, [locked(2, 6, 10n, 20n)])).locks[1]).toBe(same);
  });
});

test('a payment tells its story step by step', () => {
  const lock = lockOf(1, 5, 100n);
  const answer: PaymentAnswer = {
    at: head(5),
    price: null,
    lock: toLockRow(lock, START + 5),
    slices: [],
    other: null,
    steps: [{ at: at(5), kind: 'locked', amount: 100n, by: null }],
    lockedFinality: 'latest',
    poolTag: 'BITCOIN',
    merchant: null,
  };
  const claimed: ChainEvent = {
    name: 'LockClaimed',
    at: at(120),
    args: { paymentId: id(1), pool: POOL, merchant: MERCHANT, maturesAt: START + 150 },
  };
  const other = drawn(2, 120, 5n, 995n);
  const afterClaim = delta(120, [claimed, other]);
  const fold = (before: PaymentAnswer, d: LiveDelta) => {
    const known = new Map([[lockKey(before.lock), lockOfRow(before.lock)]]);
    return fresh(foldPayment(before, foldLockEntities(known, d, EPOCH), d, EPOCH));
  };
  const once = fold(answer, afterClaim);
  expect(once.lock).toMatchObject({ now: 'claimed', claimMaturesAt: START + 150 });
  const afterDraw = delta(151, [drawn(1, 151, 100n, 900n)]);
  const twice = fold(once, afterDraw);
  expect(twice.lock).toMatchObject({ now: 'drawn', drawn: 100n, remaining: 0n });
  expect(twice.steps.map((step) => step.kind)).toEqual(['locked', 'claimed', 'drawn']);
});

describe('a merchant', () => {
  const sums = {
    liveCount: 1,
    liveWei: 100n,
    liveCents: 1840n,
    dueSoonCount: 1,
    releasedTodayCount: 0,
    releasedTodayCents: 0n,
    drawn30dCount: 0,
    drawn30dWei: 0n,
  };
  const lock = lockOf(1, 5, 100n);
  const known = new Map([[lockKey(lock), lock]]);
  const answer: MerchantAnswer = {
    at: head(5),
    price: null,
    merchant: { address: MERCHANT, registered: true, since: START, managers: ['pool'] },
    sums,
    deferred: [],
    locks: [toLockRow(lock, START + 5)],
    total: 1,
    totalIsLeast: false,
    next: null,
  };
  const fold = (d: LiveDelta) => foldMerchant(answer, known, foldLockEntities(known, d, EPOCH), d);

  test('a new payment adds to its sums and stands on top', () => {
    const after = fold(delta(6, [locked(2, 6, 50n, 150n)]));
    expect(after.sums).toEqual({ ...sums, liveCount: 2, liveWei: 150n, liveCents: 3680n, dueSoonCount: 2 });
    expect(after.locks.map((row) => row.paymentId)).toEqual([id(2), id(1)]);
  });

  test('a release and a draw move a payment from one sum to another', () => {
    const none = { liveCount: 0, liveWei: 0n, liveCents: 0n, dueSoonCount: 0 };
    expect(fold(delta(6, [released(1, 6, 100n, 0n)])).sums).toEqual({
      ...sums,
      ...none,
      releasedTodayCount: 1,
      releasedTodayCents: 1840n,
    });
    expect(fold(delta(6, [drawn(1, 6, 100n, 900n)])).sums).toEqual({
      ...sums,
      ...none,
      drawn30dCount: 1,
      drawn30dWei: 100n,
    });
  });

  test('a payment that expires is no longer guaranteed', () => {
    expect(fold(delta(200, [])).sums.liveCount).toBe(0);
  });

  test("another merchant's payment changes nothing", () => {
    const theirs = locked(2, 6, 50n, 150n);
    if (theirs.name === 'CollateralLocked') theirs.args.merchant = OPERATOR;
    expect(fold(delta(6, [theirs])).sums).toEqual(sums);
  });
});

test('a live payment that expires by the clock is no longer counted', () => {
  const lock = lockOf(1, 5, 100n);
  const before = fresh(foldPools(poolsAt(4), none, delta(5, [locked(1, 5, 100n, 100n)])));
  expect(before.pools[0]?.openLocks).toBe(1);
  const after = fresh(foldPools(before, new Map([[lockKey(lock), lock]]), delta(200, [])));
  expect(after.pools[0]?.openLocks).toBe(0);
});
