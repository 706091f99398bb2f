import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hex } from './codecs';
import type { Epoch, Pool } from './entities';
import { knownAfter } from './testing/known-after';
import { PoolStory } from './testing/pool-story';
import { ticketWorth } from './ticket-worth';

const AMP = 10n ** 18n;
const [ann, bob, shop]: Hex[] = [1, 2, 3].map((n): Hex => `0x00000000000000000000000000000000000000a${n}`);

describe('ticketWorth', () => {
  it('says, before anybody rolls the epoch, what the ticket will pay to the wei', () => {
    const steps = fc.array(
      fc.record({
        draw: fc.boolean(),
        exit: fc.bigInt({ min: 10n ** 6n, max: 3n * AMP }),
        who: fc.constantFrom(ann, bob),
        seconds: fc.integer({ min: 1, max: 400 }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 3_000 }), (deeds, wait) => {
        const story = new PoolStory();
        const pool = story.createPool('FUEL');
        story.stake(pool, ann as Hex, 40n * AMP + 7n);
        story.stake(pool, bob as Hex, 41n * AMP + 3n);
        const first = story.requestExit(pool, ann as Hex, 5n * AMP + 1n);
        for (const { draw, exit, who, seconds } of deeds) {
          story.block(seconds);
          if (draw) story.draw(story.lock(pool, { merchant: shop as Hex, amount: AMP + 11n }));
          else story.requestExit(pool, who as Hex, exit);
        }
        story.until(first).block(wait + 1);
        const { pools, epochs } = knownAfter(story);
        const said = worthOf(story, pools, epochs, pool, first, 5n * AMP + 1n);
        const ticket = story.ticketOf(pool, ann as Hex, first);
        const whole = worthOf(story, pools, epochs, pool, first, ticket);
        expect(said <= whole).toBe(true);
        expect(story.claimExit(pool, ann as Hex, first)).toBe(whole);
      }),
      { numRuns: 200 },
    );
  });

  it('says what a waiting ticket is worth now', () => {
    const story = new PoolStory();
    const pool = story.createPool('FUEL');
    story.stake(pool, ann as Hex, 10n * AMP);
    const epoch = story.requestExit(pool, ann as Hex, 4n * AMP);
    story.draw(story.lock(pool, { merchant: shop as Hex, amount: AMP }));
    const { pools, epochs } = knownAfter(story);
    expect(worthOf(story, pools, epochs, pool, epoch, 4n * AMP)).toBe((4n * AMP * 9n) / 10n);
  });
});

function worthOf(
  story: PoolStory,
  pools: Pool[],
  epochs: Epoch[],
  id: Hex,
  exitEpoch: number,
  shares: bigint,
) {
  const pool = pools.find((p) => p.id === id);
  if (!pool) throw new Error('no pool');
  return ticketWorth({ shares, exitEpoch }, pool, epochs, story.now, story.epochLength);
}
