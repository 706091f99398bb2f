import { describe, expect, it } from 'vitest';
import type { HistoryAnswer, PoolSummary } from '@/lib/domain/api';
import { poolId } from '@/lib/domain/partition';
import { settlePool } from '@/lib/domain/settle';
import { examplePool } from '@/lib/domain/testing/example-pool';
import { findPool, lostIn30Days, poolFacts } from './pool-facts';

const DAY = 86_400;
const today = 20_000 * DAY;
const now = today + 5 * 3_600 + 17;
const id = poolId('FLEXA', `0x${'11'.repeat(20)}`);
const at = { block: 1, timestamp: 1, logIndex: 0, tx: `0x${'00'.repeat(32)}` as const };

const pool = (change: Partial<PoolSummary['pool']>) =>
  examplePool({
    id,
    tag: 'FLEXA',
    params: { cooldown: 3_600, maxLockDuration: 7_200 },
    assets: 100n,
    shares: 100n,
    ...change,
  });
const summary = (
  change: Partial<PoolSummary['pool']> = {},
  drawnByHour: [number, bigint][] = [],
): PoolSummary => ({
  pool: pool(change),
  settled: settlePool(pool(change), [], now, 3_600),
  epochs: [],
  hours: drawnByHour.map(([hour, drawnWei]) => ({
    pool: id,
    hour,
    guaranteedCount: 0,
    guaranteedWei: 0n,
    guaranteedCents: 0n,
    releasedCount: 0,
    drawnCount: 1,
    drawnWei,
  })),
  openLocks: 0,
  stakers: 1,
});
const history = (points: [number, bigint][]): HistoryAnswer => ({
  at: { number: 1, hash: at.tx, timestamp: now, finality: 'latest' },
  pool: id,
  interval: '1d',
  points: points.map(([timestamp, drawnWei]) => ({
    timestamp,
    drawnWei,
    assets: 100n,
    locked: 0n,
    capacity: 90n,
    guaranteedWei: 0n,
    guaranteedCount: 0,
  })),
});

describe('what a pool lost in 30 days', () => {
  it('is the whole days before today and the hours of today, each once', () => {
    const days = history([
      [today - 29 * DAY, 1_000n],
      [today - 28 * DAY, 10n],
      [today, 5n],
      [now, 3n],
    ]);
    const hours: [number, bigint][] = [
      [today - 3_600, 7n],
      [today, 2n],
      [today + 5 * 3_600, 1n],
    ];
    expect(lostIn30Days(summary({}, hours), days, now)).toBe(10n + 5n + 2n + 1n);
  });

  it('is unknown without the history, not nothing', () => {
    expect(poolFacts(summary(), undefined, now, 3_600).lost30d).toBeNull();
  });
});

describe('the way out of a pool', () => {
  it('is the first epoch after the cooldown', () => {
    expect(poolFacts(summary(), undefined, now, 3_600).exitIfAskedNow).toBe(today + 7 * 3_600);
  });

  it('is as late as the last lock that may count on the stake', () => {
    const latestLockEnd = today / 3_600 + 9;
    expect(poolFacts(summary({ latestLockEnd }), undefined, now, 3_600).exitIfAskedNow).toBe(
      today + 9 * 3_600,
    );
  });

  it('never takes longer than the longer of cooldown and longest lock, and an epoch', () => {
    expect(poolFacts(summary(), undefined, now, 3_600).longestWait).toBe(7_200 + 3_600);
  });
});

describe('the pool that an address names', () => {
  const pools = [summary(), summary({ id: poolId('OTHER', `0x${'11'.repeat(20)}`), tag: 'OTHER' })];
  it.each([
    ['its name', 'other'],
    ['its id', poolId('OTHER', `0x${'11'.repeat(20)}`).toUpperCase()],
  ])('is found by %s', (_how, named) => {
    expect(findPool(pools, named)?.pool.tag).toBe('OTHER');
  });
  it('is nothing for a name that is none', () => {
    expect(findPool(pools, 'NOPE')).toBeUndefined();
  });
});
