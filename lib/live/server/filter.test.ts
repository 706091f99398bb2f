import { describe, expect, it } from 'vitest';
import type { Hex } from '@/lib/domain/codecs';
import type { ChainEvent } from '@/lib/domain/events';
import { PoolStory } from '@/lib/domain/testing/pool-story';
import { type LiveFilter, type MerchantOf, passes } from './filter';
import { parseLiveId } from './frame';

const [ann, cafe, kiosk]: Hex[] = [1, 2, 3].map((n): Hex => `0x00000000000000000000000000000000000000a${n}`);

const named = (story: PoolStory, name: ChainEvent['name']): ChainEvent => {
  const found = story.blocks.flatMap(({ events }) => events).find((event) => event.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

describe('passes', () => {
  const story = new PoolStory();
  const pool = story.createPool('FUEL');
  story.stake(pool, ann as Hex, 10n ** 18n);
  story.release(story.lock(pool, { merchant: cafe as Hex, amount: 1n }));
  const unknown: MerchantOf = () => undefined;

  it('sends a release to its own merchant alone, and to all while its merchant is unknown', () => {
    const release = named(story, 'LockReleased');
    const to = (merchant: Hex | undefined, merchantOf: MerchantOf) =>
      passes(release, { merchant }, merchantOf);
    expect(to(cafe, () => cafe)).toBe(true);
    expect(to(kiosk, () => cafe)).toBe(false);
    expect(to(kiosk, unknown)).toBe(true);
  });

  it('wants every filter that is given', () => {
    const supplied = named(story, 'Supplied');
    const other: Hex = `0x${'1'.repeat(64)}`;
    const filters: [LiveFilter, boolean][] = [
      [{}, true],
      [{ pool, account: ann }, true],
      [{ pool: other, account: ann }, false],
      [{ pool, account: cafe }, false],
      [{ pool, merchant: cafe }, false],
    ];
    for (const [filter, expected] of filters) expect(passes(supplied, filter, unknown)).toBe(expected);
  });
});

describe('parseLiveId', () => {
  it('reads what we wrote and nothing else', () => {
    const hash = `0x${'a'.repeat(64)}`;
    expect(parseLiveId(`12-${hash}`)).toEqual({ number: 12, hash });
    for (const odd of [null, '', '12', `-1-${hash}`, `12-${hash}0`, `12-${hash.toUpperCase()}`, '12-0x12']) {
      expect(parseLiveId(odd)).toBeNull();
    }
  });
});
