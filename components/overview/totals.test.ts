import { describe, expect, it } from 'vitest';
import type { HistoryAnswer, PoolSummary, PoolsAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { PoolHour } from '@/lib/domain/entities';
import { WEI_PER_AMP } from '@/lib/domain/money';
import { poolId } from '@/lib/domain/partition';
import { settlePool } from '@/lib/domain/settle';
import { examplePool } from '@/lib/domain/testing/example-pool';
import { ampInWords, lastDayOf, peakUse, totalsOf, wasDrawn } from './totals';

const amp = (whole: number) => BigInt(whole) * WEI_PER_AMP;
const manager: Hex = `0x${'11'.repeat(20)}`;
const hash: Hex = `0x${'00'.repeat(32)}`;
const EPOCH = 600;
const NOW = 6_000;

function summary(
  tag: string,
  over: Partial<PoolSummary['pool']>,
  rest: Partial<PoolSummary> = {},
): PoolSummary {
  const pool = examplePool({ id: poolId(tag, manager), tag, params: { maxUtilisationBps: 9000 }, ...over });
  const epochs = rest.epochs ?? [];
  const settled = settlePool(pool, epochs, NOW, EPOCH);
  return { pool, settled, epochs, hours: [], openLocks: 0, stakers: 0, ...rest };
}

const answer = (pools: PoolSummary[]): PoolsAnswer => ({
  at: { number: 1, hash, timestamp: NOW, finality: 'latest' },
  price: null,
  epochLength: EPOCH,
  pools,
});

describe('totalsOf', () => {
  const one = summary('ONE', { assets: amp(1000), shares: amp(1000), locked: amp(300) }, { openLocks: 3 });
  const two = summary(
    'TWO',
    { assets: amp(1000), shares: amp(1000), pendingShares: amp(200) },
    {
      openLocks: 1,
      epochs: [
        {
          pool: poolId('TWO', manager),
          generation: 1,
          epoch: 12,
          lockEnd: 0n,
          sharesLeft: amp(200),
          assetsLeft: 0n,
          rolled: false,
        },
      ],
    },
  );

  it('cuts what is staked into parts that add up to it', () => {
    const { assets, locked, leaving, free, heldBack, utilisationBps, openLocks } = totalsOf(
      answer([one, two]),
      NOW,
    );
    expect(assets).toBe(amp(2000));
    expect(locked + leaving + free + heldBack).toBe(assets);
    expect({ locked, leaving, free, heldBack }).toEqual({
      locked: amp(300),
      leaving: amp(200),
      free: amp(600) + amp(720),
      heldBack: amp(100) + amp(80),
    });
    expect(utilisationBps).toBe(1500);
    expect(openLocks).toBe(4);
  });

  it('knows the next exit, and that it is gone once its time has come', () => {
    expect(totalsOf(answer([one, two]), NOW).nextExitAt).toBe(12 * EPOCH);
    const later = totalsOf(answer([one, two]), 12 * EPOCH);
    expect(later.nextExitAt).toBeNull();
    expect(later.assets).toBe(amp(1800));
  });
});

const hour = (over: Partial<PoolHour>): PoolHour => ({
  pool: poolId('ONE', manager),
  hour: 0,
  guaranteedCount: 0,
  guaranteedWei: 0n,
  guaranteedCents: 0n,
  releasedCount: 0,
  drawnCount: 0,
  drawnWei: 0n,
  ...over,
});

describe('lastDayOf', () => {
  it('adds hours of all pools and names the latest draw', () => {
    const day = lastDayOf(
      answer([
        summary(
          'ONE',
          { lastDrawAt: 10 },
          { hours: [hour({ guaranteedCount: 2, drawnCount: 1, drawnWei: 5n })] },
        ),
        summary('TWO', { lastDrawAt: 20 }, { hours: [hour({ guaranteedCount: 3, guaranteedCents: 7n })] }),
      ]),
    );
    expect(day).toEqual({
      guaranteedCount: 5,
      guaranteedWei: 0n,
      guaranteedCents: 7n,
      releasedCount: 0,
      drawnCount: 1,
      drawnWei: 5n,
      lastDrawAt: 20,
    });
  });
});

describe('wasDrawn', () => {
  const pool = poolId('ONE', manager);
  const drawn = (drawnCount: number, drawnWei: bigint) =>
    answer([summary('ONE', {}, { hours: [hour({ drawnCount, drawnWei })] })]);

  it.each([
    ['nothing was drawn', 0, 0n, false],
    ['one draw of its amount', 1, 7n, true],
    ['one draw of another amount', 1, 8n, false],
    ['several draws that may hold it', 2, 9n, true],
    ['several draws too small to hold it', 2, 6n, false],
  ])('%s', (_, count, wei, expected) => {
    expect(wasDrawn({ pool, remaining: 7n }, drawn(3, 50n), drawn(3 + count, 50n + wei))).toBe(expected);
  });
});

describe('peakUse', () => {
  const history = (locked: bigint[]): HistoryAnswer => ({
    at: { number: 1, hash, timestamp: NOW, finality: 'latest' },
    pool: 'all',
    interval: '15m',
    points: locked.map((value, index) => ({
      timestamp: 100 + index,
      assets: 100n,
      locked: value,
      capacity: 90n,
      guaranteedWei: 0n,
      guaranteedCount: 0,
      drawnWei: 0n,
    })),
  });
  const now = totalsOf(answer([summary('ONE', { assets: 100n, shares: 100n, locked: 20n })]), NOW);

  it('takes the highest reading since then, or now', () => {
    expect(peakUse(history([80n, 40n, 10n]), now, 100)).toBe(4000);
    expect(peakUse(history([]), now, 0)).toBe(2000);
  });
});

describe('ampInWords', () => {
  it.each([
    [amp(4_820_113), '4.82 million'],
    [amp(14_600_000), '14.6 million'],
    [amp(12_000_000), '12 million'],
    [amp(940_500), '940,500'],
    [amp(2_000_000_000), '2 billion'],
    [1n, 'less than 1'],
    [0n, '0'],
  ])('%s wei is said as %s', (wei, said) => {
    expect(ampInWords(wei)).toBe(said);
  });
});
