import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hex } from '@/lib/domain/codecs';
import { PoolStory } from '@/lib/domain/testing/pool-story';
import { readDeltasAfter } from './live-replay';
import { openStorySource } from './testing/story-source';

const ann: Hex = '0x00000000000000000000000000000000000000a1';

describe('readDeltasAfter', () => {
  let stage: Awaited<ReturnType<typeof openStorySource>>;
  const story = new PoolStory();
  beforeAll(async () => {
    stage = await openStorySource();
    const pool = story.createPool('FUEL');
    for (let n = 0; n < 5; n += 1) {
      story.block().stake(pool, ann, 10n ** 18n);
      story.block();
    }
    await stage.tell(story);
  }, 60_000);
  afterAll(() => stage.close());
  const deltasAfter = (point: { number: number; hash: string }) =>
    readDeltasAfter(stage.source.database, point);

  it('gives the blocks as the follower published them, empty ones too', async () => {
    const deltas = await deltasAfter(story.blocks[2]?.block ?? story.head);
    expect(deltas).toEqual(
      story.blocks.slice(3).map(({ block, events }) => ({ type: 'delta', block, events })),
    );
  });

  it('gives nothing after the newest block', async () => {
    expect(await deltasAfter(story.head)).toEqual([]);
  });

  it('knows nothing after a block of another fork, or one that is not there yet', async () => {
    expect(await deltasAfter({ number: 3, hash: `0x${'f'.repeat(64)}` })).toBeNull();
    expect(await deltasAfter({ number: 99, hash: story.head.hash })).toBeNull();
  });
});
