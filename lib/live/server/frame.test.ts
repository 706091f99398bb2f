import { expect, test } from 'vitest';
import { z } from 'zod';
import { type LiveMessage, liveMessage } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { PoolStory } from '@/lib/domain/testing/pool-story';
import { encodeDelta, encodeFrame, parseLiveId } from './frame';

const AMP = 10n ** 18n;
const ann: Hex = '0x00000000000000000000000000000000000000a1';

const story = new PoolStory();
const pool = story.createPool('FUEL');
story.block();
story.stake(pool, ann, 1_000n * AMP);
const paid = story.lock(pool, { merchant: ann, amount: AMP });
const drawn = story.lock(pool, { merchant: ann, amount: AMP });
story.block();
story.release(paid);
story.draw(drawn);
const messages: LiveMessage[] = story.blocks.flatMap(({ block, events }): LiveMessage[] => [
  { type: 'delta', block, events },
  { type: 'rollback', ancestor: block },
]);

const dataOf = (frame: Uint8Array): unknown => {
  const [id, event, data, ...end] = new TextDecoder().decode(frame).split('\n');
  expect([id?.slice(0, 4), event?.slice(0, 7), data?.slice(0, 6), ...end]).toEqual([
    'id: ',
    'event: ',
    'data: ',
    '',
    '',
  ]);
  return JSON.parse(data?.slice(6) ?? '');
};

test('a frame holds what the schema would encode, and what the browser reads is what was sent', () => {
  for (const message of messages) {
    const data = dataOf(encodeFrame(message));
    expect(data).toEqual(z.encode(liveMessage, message));
    expect(liveMessage.parse(data)).toEqual(message);
  }
});

test('a delta of some events is the delta with those alone, also when it is encoded again for others', () => {
  for (const message of messages) {
    if (message.type !== 'delta') continue;
    const some = message.events.filter((_event, index) => index % 2 === 1);
    for (const events of [some, message.events, []]) {
      expect(dataOf(encodeDelta(message, events))).toEqual(z.encode(liveMessage, { ...message, events }));
    }
  }
});

test('an id is read back, and nothing else is taken for one', () => {
  const hash = `0x${'ab'.repeat(32)}`;
  expect(parseLiveId(`12-${hash}`)).toEqual({ number: 12, hash });
  for (const id of [null, '', '12', `-${hash}`, `12-${hash}0`, `12-${hash.toUpperCase()}`]) {
    expect(parseLiveId(id)).toBeNull();
  }
});
