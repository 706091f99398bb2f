import { describe, expect, it } from 'vitest';
import type { Hex } from './codecs';
import { drawnInWindow, windowEnds } from './draw-window';
import { examplePool } from './testing/example-pool';
import { knownAfter } from './testing/known-after';
import { PoolStory } from './testing/pool-story';

const HOUR = 3_600;
const pool = examplePool({ params: { drawWindow: HOUR }, operatorDraws: { window: 10, wei: 7n } });

describe('the window of the draw limit', () => {
  it('counts what was drawn in it until the second in which the next one begins', () => {
    expect(drawnInWindow(pool, 10 * HOUR)).toBe(7n);
    expect(drawnInWindow(pool, 11 * HOUR - 1)).toBe(7n);
    expect(drawnInWindow(pool, 11 * HOUR)).toBe(0n);
  });

  it('ends at a multiple of its length since 1970', () => {
    expect(windowEnds(pool, 10 * HOUR)).toBe(11 * HOUR);
    expect(windowEnds(pool, 11 * HOUR - 1)).toBe(11 * HOUR);
  });
});

describe('what counts against the limit', () => {
  const [ann, shop]: [Hex, Hex] = [
    '0x00000000000000000000000000000000000000a1',
    '0x00000000000000000000000000000000000000d1',
  ];
  const drawnAfter = (deeds: (story: PoolStory, id: Hex, paymentId: Hex) => void): bigint => {
    const story = new PoolStory({ start: 100 * HOUR });
    const id = story.createPool('FUEL', { drawWindow: HOUR, claimDelay: 120 });
    story.stake(id, ann, 1_000n);
    const paymentId = story.lock(id, { merchant: shop, amount: 100n, settleIn: 60, expireIn: 7_000 });
    deeds(story, id, paymentId);
    const found = knownAfter(story).lookup('pool', id);
    if (!found) throw new Error('there is no pool');
    return drawnInWindow(found, story.now);
  };

  it('is every draw of the operator, added up within a window', () => {
    expect(
      drawnAfter((story, _, paymentId) => {
        story.draw(paymentId, 30n);
        story.block(3_000).draw(paymentId, 20n);
      }),
    ).toBe(50n);
    expect(
      drawnAfter((story, _, paymentId) => {
        story.draw(paymentId, 30n);
        story.block(3_600).draw(paymentId, 20n);
      }),
    ).toBe(20n);
  });

  it('is not the payment of all of a claim that has matured', () => {
    const claim = (story: PoolStory, paymentId: Hex, wait: number) => {
      story.block(61).claimPayment(paymentId);
      story.block(wait);
    };
    expect(
      drawnAfter((story, _, paymentId) => {
        claim(story, paymentId, 120);
        story.draw(paymentId);
      }),
    ).toBe(0n);
    expect(
      drawnAfter((story, _, paymentId) => {
        claim(story, paymentId, 119);
        story.draw(paymentId);
      }),
    ).toBe(100n);
    expect(
      drawnAfter((story, _, paymentId) => {
        claim(story, paymentId, 120);
        story.draw(paymentId, 99n);
      }),
    ).toBe(99n);
  });

  it('is carried over into windows of another length', () => {
    const set = (wait: number) =>
      drawnAfter((story, id, paymentId) => {
        story.draw(paymentId, 30n);
        story.block(wait).setParams(id, { drawWindow: 2 * HOUR });
      });
    expect(set(12)).toBe(30n);
    expect(set(HOUR)).toBe(0n);
  });
});
