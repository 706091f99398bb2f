import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entityKey } from './entity-key';
import { accrueRewards } from './reward-stream';
import { knownAfter } from './testing/known-after';
import { PoolStory } from './testing/pool-story';

const stream = { feesLeft: 1_000n, topUpsLeft: 7n, secondsLeft: 100, accruedAt: 50 };

describe('a stream of rewards', () => {
  it('flows evenly, each kind rounded down', () => {
    expect(accrueRewards(stream, 1n, 80)).toEqual({
      feesLeft: 700n,
      topUpsLeft: 5n, // 7 · 30 / 100 = 2.1 have flowed
      secondsLeft: 70,
      accruedAt: 80,
    });
  });

  it('is handed out to the last wei when its time is over, and not before', () => {
    expect(accrueRewards(stream, 1n, 149)).toMatchObject({ feesLeft: 10n, topUpsLeft: 1n, secondsLeft: 1 });
    expect(accrueRewards(stream, 1n, 9_999)).toMatchObject({ feesLeft: 0n, topUpsLeft: 0n, secondsLeft: 0 });
  });

  it('stands still while nobody is active', () => {
    expect(accrueRewards(stream, 0n, 80)).toEqual({ ...stream, accruedAt: 80 });
  });

  it('is as it was at the second it was looked at, and when it is over', () => {
    expect(accrueRewards(stream, 1n, 50)).toBe(stream);
    const over = { ...stream, feesLeft: 0n, topUpsLeft: 0n, secondsLeft: 0 };
    expect(accrueRewards(over, 1n, 80)).toBe(over);
  });

  it('never hands out more by being looked at more often', () => {
    const wei = fc.bigInt({ min: 0n, max: 10n ** 27n });
    const looks = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 });
    fc.assert(
      fc.property(
        wei,
        wei,
        fc.integer({ min: 1, max: 200 }),
        looks,
        (feesLeft, topUpsLeft, secondsLeft, steps) => {
          const begin = { feesLeft, topUpsLeft, secondsLeft, accruedAt: 0 };
          const end = steps.reduce((sum, step) => sum + step, 0);
          let often = begin;
          for (let now = 0, i = 0; i < steps.length; i += 1) {
            now += steps[i] ?? 0;
            often = accrueRewards(often, 5n, now);
          }
          const once = accrueRewards(begin, 5n, end);
          expect(often.secondsLeft).toBe(once.secondsLeft);
          const held = BigInt(steps.length);
          for (const kind of ['feesLeft', 'topUpsLeft'] as const) {
            expect(often[kind] >= once[kind] && often[kind] <= once[kind] + held).toBe(true);
          }
        },
      ),
    );
  });

  it('flows up to a claim of nothing, even of somebody who never was in the pool', () => {
    const story = new PoolStory();
    const pool = story.createPool('FUEL');
    story.stake(pool, '0x00000000000000000000000000000000000000a1', 10n ** 18n);
    story.fundRewards(pool, 0, 10n ** 18n);
    const stranger = '0x00000000000000000000000000000000000000a2';
    story.block(300).claimRewards(pool, stranger, {});
    const { lookup } = knownAfter(story);
    expect(lookup('pool', pool)?.rewards.accruedAt).toBe(story.now);
    expect(lookup('position', entityKey.position({ pool, generation: 1 }, stranger))).toBeUndefined();
  });
});
