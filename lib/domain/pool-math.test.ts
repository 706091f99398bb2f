import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  assetsForShares,
  capacity,
  epochOf,
  exitEpoch,
  lockEndEpoch,
  MIN_SHARES,
  pendingAssets,
  sharesForStake,
  sharesTaken,
  ticketPayout,
  utilisationBps,
} from './pool-math';

const amount = fc.bigInt({ min: 1n, max: 2n ** 112n - 1n });
const pool = fc.record({ assets: amount, shares: amount });

describe('the arithmetic of a pool', () => {
  test('the first stake mints one share a wei', () => {
    expect(sharesForStake({ assets: 0n, shares: 0n }, 123n)).toBe(123n);
    expect(sharesForStake({ assets: 5n, shares: 0n }, 123n)).toBe(123n);
  });

  test('later stakes mint at the price, floor', () => {
    expect(sharesForStake({ assets: 3n, shares: 2n }, 10n)).toBe(6n);
  });

  test('a pool below a wei a million million shares has no price', () => {
    expect(sharesForStake({ assets: 1n, shares: 10n ** 12n }, 1n)).toBe(10n ** 12n);
    expect(sharesForStake({ assets: 1n, shares: 10n ** 12n + 1n }, 1n)).toBeNull();
  });

  test('who stakes and leaves at once never gains a wei', () => {
    fc.assert(
      fc.property(pool, amount, (totals, value) => {
        const shares = sharesForStake(totals, value);
        fc.pre(shares !== null);
        const after = { assets: totals.assets + value, shares: totals.shares + shares };
        expect(assetsForShares(after, shares) <= value).toBe(true);
      }),
    );
  });

  test('parts of all shares never add up to more than the assets', () => {
    fc.assert(
      fc.property(pool, fc.bigInt({ min: 0n, max: 10_000n }), (totals, part) => {
        const some = (totals.shares * part) / 10_000n;
        const sum = assetsForShares(totals, some) + assetsForShares(totals, totals.shares - some);
        expect(sum <= totals.assets).toBe(true);
        expect(totals.assets - sum <= 1n).toBe(true);
      }),
    );
  });

  test('what is pending is rounded up, what may be locked down', () => {
    const totals = { assets: 1000n, shares: 999n, pendingShares: 100n };
    expect(pendingAssets(totals)).toBe(101n);
    expect(capacity(totals, 9000)).toBe(809n);
    expect(capacity({ assets: 0n, shares: 0n, pendingShares: 0n }, 9000)).toBe(0n);
  });

  test('utilisation is shown rounded up', () => {
    expect(utilisationBps(1n, 3n)).toBe(3334);
    expect(utilisationBps(0n, 0n)).toBe(0);
    expect(utilisationBps(5n, 0n)).toBe(0);
  });

  test('an epoch begins with its first second', () => {
    expect([epochOf(599, 300), epochOf(600, 300), epochOf(601, 300)]).toEqual([1, 2, 2]);
    expect([lockEndEpoch(600, 300), lockEndEpoch(601, 300), lockEndEpoch(900, 300)]).toEqual([2, 3, 3]);
  });

  test('an exit waits for the cooldown and for the last lock it may back', () => {
    expect(exitEpoch(1000, { cooldown: 250, latestLockEnd: 0, epochLength: 300 })).toBe(5);
    expect(exitEpoch(1000, { cooldown: 250, latestLockEnd: 9, epochLength: 300 })).toBe(9);
  });

  test('who would keep too few shares takes all of them out', () => {
    const held = 3n * MIN_SHARES;
    expect(sharesTaken(2n * MIN_SHARES, held)).toBe(2n * MIN_SHARES);
    expect(sharesTaken(2n * MIN_SHARES + 1n, held)).toBe(held);
    expect(sharesTaken(held, held)).toBe(held);
  });

  test('the last ticket of an epoch takes the dust', () => {
    const bucket = { sharesLeft: 3n, assetsLeft: 10n };
    const first = ticketPayout(1n, bucket);
    const rest = { sharesLeft: 2n, assetsLeft: 10n - first };
    const second = ticketPayout(1n, rest);
    const last = ticketPayout(1n, { sharesLeft: 1n, assetsLeft: rest.assetsLeft - second });
    expect([first, second, last]).toEqual([3n, 3n, 4n]);
    expect(ticketPayout(1n, { sharesLeft: 0n, assetsLeft: 0n })).toBe(0n);
  });
});
