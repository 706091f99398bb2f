import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { poolAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { yearlyBps } from '@/lib/domain/pool-rate';
import { PoolStory } from '@/lib/domain/testing/pool-story';
import { readPool } from './pool';
import { openStorySource } from './testing/story-source';

const AMP = 10n ** 18n;
const ann: Hex = '0x00000000000000000000000000000000000000a1';
const DAY = 86_400;
/** midnight, UTC */
const MIDNIGHT = 1_700_006_400;

describe('what a pool earned', () => {
  let stage: Awaited<ReturnType<typeof openStorySource>>;
  const story = new PoolStory({ start: MIDNIGHT });
  let young: Hex;
  // Each reward is handed out over ten days: 2,880 epochs of 300 s.
  const fuel = story.createPool('FUEL', { rewardEpochs: 2_880 });
  beforeAll(async () => {
    story.stake(fuel, ann, 1_000n * AMP);
    // Ten days before the end: three of them lie before the window.
    story.fundRewards(fuel, 0, 100n * AMP);
    story.block(0, MIDNIGHT + 8 * DAY);
    story.stake(fuel, ann, 1_000n * AMP);
    story.block(0, MIDNIGHT + 9.5 * DAY);
    // Over a day.
    young = story.createPool('YOUNG', { rewardEpochs: 288 });
    story.stake(young, ann, 1_000n * AMP);
    story.block(600);
    story.fundRewards(young, 0, 96n * AMP);
    story.block(0, MIDNIGHT + 10 * DAY);
    stage = await openStorySource();
    await stage.tell(story);
  }, 60_000);
  afterAll(() => stage.close());

  it('is what flowed in seven days, not what came in; beside it what was at work', async () => {
    const { earnings } = await stage.receive(poolAnswer, (view) => readPool(view, fuel));
    expect(earnings).toMatchObject({ from: MIDNIGHT + 3 * DAY, to: MIDNIGHT + 10 * DAY, topUps: 0n });
    // 7 of the 10 days in which 100 AMP flow, but for a wei that each look at the stream may leave behind.
    expect(Number(earnings.fees - 70n * AMP)).toBeLessThanOrEqual(2);
    expect(Number(earnings.fees - 70n * AMP)).toBeGreaterThanOrEqual(-2);
    // 1,000 AMP for five days, 2,000 for two.
    expect(earnings.activeStake / AMP).toBeGreaterThanOrEqual(1_280n);
    expect(earnings.activeStake / AMP).toBeLessThanOrEqual(1_292n);
  });

  it('of a pool that is younger than that counts from its first block, and each reward once', async () => {
    const { earnings } = await stage.receive(poolAnswer, (view) => readPool(view, young));
    expect(earnings.from).toBe(MIDNIGHT + 9.5 * DAY);
    // A day's 96 AMP, of which half a day but for ten minutes has passed.
    const flowed = (96n * AMP * BigInt(DAY / 2 - 600)) / BigInt(DAY);
    expect(Number(earnings.fees - flowed)).toBeLessThanOrEqual(2);
    expect(Number(earnings.fees - flowed)).toBeGreaterThanOrEqual(-2);
    expect(earnings.activeStake).toBe(1_000n * AMP);
  });

  it('is a rate only where something was at work', () => {
    const week = { from: 0, to: 7 * DAY, activeStake: 1_000n * AMP };
    // 1 AMP of 1,000 in a week: 365 ÷ 7 of a thousandth.
    expect(yearlyBps(AMP, week)).toBe(521);
    expect(yearlyBps(0n, week)).toBe(0);
    expect(yearlyBps(AMP, { ...week, activeStake: 0n })).toBeNull();
    expect(yearlyBps(AMP, { ...week, from: week.to })).toBeNull();
  });
});
