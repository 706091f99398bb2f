import { expect, test } from 'vitest';
import type { Hex } from '@/lib/domain/codecs';
import { PoolStory } from '@/lib/domain/testing/pool-story';
import { type Published, Ring } from './ring';

const ann: Hex = '0x00000000000000000000000000000000000000a1';

/** Blocks of so many stakes each. */
function deltas(...counts: number[]): Published[] {
  const story = new PoolStory();
  const pool = story.createPool('FUEL');
  for (const count of counts) {
    story.block();
    for (let n = 0; n < count; n += 1) story.stake(pool, ann, 10n ** 18n);
  }
  return story.blocks.slice(1).map(({ block, events }) => ({ type: 'delta', block, events }));
}

function filled(size: number, mostEvents: number, messages: readonly Published[]): Ring {
  const ring = new Ring(size, mostEvents);
  for (const message of messages) ring.push(message);
  return ring;
}
const kept = (ring: Ring): number[] =>
  Array.from({ length: ring.pushed }, (_, index) => index + 1).filter((n) => ring.numbered(n) !== undefined);

test('keeps so many messages, numbered from the first there ever was', () => {
  const messages = deltas(0, 0, 0, 0, 0);
  const ring = filled(3, 100, messages);
  expect(kept(ring)).toEqual([3, 4, 5]);
  expect(ring.numbered(4)).toBe(messages[3]);
});

test('keeps so many events, and the newest message whatever it holds', () => {
  const few = filled(100, 0, deltas(0, 0, 0));
  expect(kept(few)).toEqual([1, 2, 3]);
  const messages = deltas(1, 1, 1);
  const events = messages.flatMap((message) => (message.type === 'delta' ? message.events : [])).length;
  expect(kept(filled(100, events, messages))).toEqual([1, 2, 3]);
  expect(kept(filled(100, events - 1, messages))).toEqual([2, 3]);
  expect(kept(filled(100, 0, messages))).toEqual([3]);
});

test('a block that does not follow, as after a backfill, leaves nothing of what was before', () => {
  const messages = deltas(0, 0, 0, 0);
  const [first, second, , fourth] = messages;
  if (!first || !second || !fourth) throw new Error('too few');
  const ring = filled(100, 100, [first, second, fourth]);
  expect(kept(ring)).toEqual([3]);
  expect(ring.after({ number: 1, hash: '0x' })).toBeNull();
});
