import { describe, expect, it } from 'vitest';
import type { Hex } from './codecs';
import { paymentSteps, stillKept } from './payment-steps';
import { PoolStory } from './testing/pool-story';

const AMP = 10n ** 18n;
const [ann, shop, other]: [Hex, Hex, Hex] = [
  '0x00000000000000000000000000000000000000a1',
  '0x00000000000000000000000000000000000000d1',
  '0x00000000000000000000000000000000000000d2',
];

describe('the story of a payment', () => {
  const story = new PoolStory();
  const [pool, books] = [story.createPool('FUEL'), story.createPool('BOOKS')];
  story.stake(pool, ann, 100n * AMP);
  story.stake(books, ann, 100n * AMP);
  const paymentId = story.lock(pool, { merchant: shop, amount: 9n * AMP });
  const party = { paymentId, pool, merchant: shop };
  const steps = () =>
    paymentSteps(
      party,
      story.blocks.flatMap(({ events }) => events),
    );
  const kinds = () => steps().map(({ kind }) => kind);

  it('says of a draw that was refused that it is kept, until the merchant collects it', () => {
    story.draw(paymentId, 2n * AMP, { refused: true });
    expect(kinds()).toEqual(['locked', 'drawn', 'deferred']);
    expect(stillKept(steps())).toBe(2n * AMP);
    story.collect(pool, shop, other);
    expect(kinds()).toEqual(['locked', 'drawn', 'deferred', 'collected']);
    expect(stillKept(steps())).toBe(0n);
  });

  it('leaves out what the merchant collects of other payments, in other pools, and what others collect', () => {
    const told = kinds();
    story.draw(story.lock(pool, { merchant: shop, amount: AMP }), AMP, { refused: true });
    story.collect(pool, shop);
    story.draw(story.lock(books, { merchant: shop, amount: AMP }), AMP, { refused: true });
    story.draw(story.lock(pool, { merchant: other, amount: AMP }), AMP, { refused: true });
    story.collect(books, shop);
    story.collect(pool, other);
    expect(kinds()).toEqual(told);
  });

  it('begins to wait again with the next draw that is refused', () => {
    story.draw(paymentId, 3n * AMP, { refused: true });
    expect(stillKept(steps())).toBe(3n * AMP);
    story.draw(paymentId, 4n * AMP);
    expect(stillKept(steps())).toBe(3n * AMP);
    expect(kinds().slice(-3)).toEqual(['drawn', 'deferred', 'drawn']);
  });

  it('is the same told at once or block by block', () => {
    const events = story.blocks.flatMap((block) => block.events);
    for (let cut = 0; cut <= events.length; cut += 1) {
      expect(paymentSteps(party, events.slice(cut), paymentSteps(party, events.slice(0, cut)))).toEqual(
        steps(),
      );
    }
  });
});
