import { describe, expect, test } from 'vitest';
import type { Hex } from './codecs';
import type { Epoch, Pool } from './entities';
import { poolId } from './partition';
import { capacityAfterExits, settlePool } from './settle';
import { examplePool } from './testing/example-pool';

const ID = poolId('FLEXA', `0x${'aa'.repeat(20)}`);
const OTHER = poolId('OTHER', `0x${'aa'.repeat(20)}`);
const LENGTH = 100;

const pool = (totals: Partial<Pool>): Pool =>
  examplePool({ id: ID, params: { maxUtilisationBps: 9000 }, assets: 1000n, shares: 1000n, ...totals });
const epoch = (number: number, parts: Partial<Epoch>, id: Hex = ID): Epoch => ({
  pool: id,
  generation: 1,
  epoch: number,
  lockEnd: 0n,
  sharesLeft: 0n,
  assetsLeft: 0n,
  rolled: false,
  ...parts,
});
/** a second within epoch `number` */
const during = (number: number) => number * LENGTH + 50;

describe('a pool at a second of chain time', () => {
  test('with nothing locked and nobody leaving, nine tenths may be locked', () => {
    expect(settlePool(pool({}), [], during(5), LENGTH)).toMatchObject({
      capacity: 900n,
      free: 900n,
      heldBack: 100n,
      utilisationBps: 0,
      pendingAssets: 0n,
      nextExitAt: null,
    });
  });

  test('an epoch settles at its first second, not before', () => {
    const before = pool({ locked: 300n });
    const ends = [epoch(5, { lockEnd: 300n })];
    expect(settlePool(before, ends, 5 * LENGTH - 1, LENGTH).locked).toBe(300n);
    expect(settlePool(before, ends, 5 * LENGTH, LENGTH).locked).toBe(0n);
  });

  test('exits leave at the price of their epoch, floor, and wait in the reserve', () => {
    // 1000 wei over 999 shares: 333 shares are worth 333.33.
    const state = pool({ shares: 999n, pendingShares: 333n, exitReserve: 10n });
    const settled = settlePool(state, [epoch(3, { sharesLeft: 333n })], during(3), LENGTH);
    expect(settled).toMatchObject({ assets: 667n, shares: 666n, pendingShares: 0n, exitReserve: 343n });
  });

  test('epochs settle in their order, whatever order they come in', () => {
    // 10 wei, 7 shares: 3 of them first get floor(30/7) = 4; then 3 of the 4 left get floor(18/4) = 4.
    const state = pool({ assets: 10n, shares: 7n, pendingShares: 6n });
    const [first, second] = [epoch(2, { sharesLeft: 3n }), epoch(4, { sharesLeft: 3n })];
    const settled = settlePool(state, [second, first], during(4), LENGTH);
    expect(settled).toMatchObject({ assets: 2n, shares: 1n, exitReserve: 8n });
    expect(settlePool(state, [first, second], during(4), LENGTH)).toEqual(settled);
  });

  test('epochs that are rolled, or of another pool, are left alone', () => {
    const state = pool({ locked: 100n });
    const others = [epoch(2, { lockEnd: 100n, rolled: true }), epoch(2, { lockEnd: 100n }, OTHER)];
    expect(settlePool(state, others, during(3), LENGTH).locked).toBe(100n);
  });

  test('what is on its way out is no capacity, rounded against the operator', () => {
    // ceil(1000 · 100 / 999) = 101 leave; floor(0.9 · 899) = 809.
    const state = pool({ shares: 999n, pendingShares: 100n, locked: 9n });
    const settled = settlePool(state, [epoch(9, { sharesLeft: 100n })], during(5), LENGTH);
    expect(settled).toMatchObject({ pendingAssets: 101n, capacity: 809n, free: 800n, nextExitAt: 900 });
    // the four parts are the whole
    expect(settled.locked + settled.free + settled.pendingAssets + settled.heldBack).toBe(1000n);
  });

  test('more locked than may be leaves nothing free, never less than nothing', () => {
    const settled = settlePool(pool({ locked: 950n }), [], during(1), LENGTH);
    expect(settled).toMatchObject({ free: 0n, heldBack: 50n, utilisationBps: 9500 });
  });

  test('an empty pool is 0 everywhere', () => {
    expect(settlePool(pool({ assets: 0n, shares: 0n }), [], during(1), LENGTH)).toMatchObject({
      capacity: 0n,
      free: 0n,
      heldBack: 0n,
      utilisationBps: 0,
    });
  });

  test('the next exit is the earliest one that is still to come', () => {
    const epochs = [3, 9, 7].map((number) => epoch(number, { sharesLeft: 1n }));
    expect(settlePool(pool({ pendingShares: 3n }), epochs, during(5), LENGTH).nextExitAt).toBe(700);
  });
});

describe('capacity after queued exits', () => {
  test('falls step by step with each exit, at the prices of now', () => {
    const state = pool({ pendingShares: 500n });
    const epochs = [
      epoch(8, { sharesLeft: 200n }),
      epoch(6, { sharesLeft: 300n }),
      epoch(7, { lockEnd: 9n }),
    ];
    expect(capacityAfterExits(state, epochs, during(5), LENGTH)).toEqual([
      { exitAt: 600, leaving: 300n, assets: 700n, capacity: 450n },
      { exitAt: 800, leaving: 200n, assets: 500n, capacity: 450n },
    ]);
  });

  test('does not count those that have left already', () => {
    const state = pool({ pendingShares: 500n });
    const epochs = [epoch(4, { sharesLeft: 200n }), epoch(6, { sharesLeft: 300n })];
    expect(capacityAfterExits(state, epochs, during(5), LENGTH)).toMatchObject([
      { exitAt: 600, leaving: 300n, assets: 500n },
    ]);
  });
});
