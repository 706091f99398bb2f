import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, emptyDatabase, IN_MEMORY, openDatabase, rollbackTo } from '@/lib/db';
import type { Hex } from '@/lib/domain/codecs';
import { PoolStory } from '@/lib/domain/testing/pool-story';
import { readDeltasAfter } from '@/lib/queries/live-replay';
import type { FollowerMessage } from '../sync';
import { createMemory, takeIn } from '../take-in';
import { createRelay } from './relay';
import { createTrail } from './trail';

const ann: Hex = '0x00000000000000000000000000000000000000a1';

describe('what another instance writes', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase({ dataDir: IN_MEMORY });
  }, 60_000);
  afterAll(() => database.close());
  beforeEach(() => emptyDatabase(database.db));

  /** Writes the story's blocks from `from` on, over what is there above it. */
  async function write(story: Pick<PoolStory, 'blocks' | 'epochLength'>, from = 0): Promise<void> {
    const writer = await database.openWriter();
    const blocks = story.blocks.slice(from);
    const first = blocks[0]?.block.number ?? 0;
    await writer.transaction((tx) => rollbackTo(tx.db, first - 1));
    await takeIn(writer, createMemory(), [blocks], { epochLength: story.epochLength, balances: 'all' });
  }

  function stage() {
    const told: string[] = [];
    const messages: FollowerMessage[] = [];
    const trail = createTrail();
    const relay = createRelay({
      database,
      trail,
      readAfter: (point) => readDeltasAfter(database, point),
      publish(message) {
        messages.push(message);
        const block = message.type === 'delta' ? message.block : message.ancestor;
        told.push(`${message.type} ${block.number}`);
      },
      onRestart: () => told.push('restart'),
    });
    return { relay, trail, told, messages };
  }

  it('is published block by block with its events, from where this instance began', async () => {
    const story = new PoolStory();
    const pool = story.createPool('FUEL');
    await write(story);
    const { relay, told, messages, trail } = stage();
    await relay.catchUp();
    expect(told).toEqual([]);
    story.block().stake(pool, ann, 10n ** 18n);
    story.block();
    await write(story, story.blocks.length - 2);
    await relay.catchUp();
    await relay.catchUp();
    const expected = story.blocks.slice(-2).map(({ block, events }) => ({ type: 'delta', block, events }));
    expect(messages).toEqual(expected);
    expect(trail.head()).toEqual(story.blocks.at(-1)?.block);
  });

  it('is taken back where a reorg took it back, whether or not anything was heard meanwhile', async () => {
    const story = new PoolStory().block().block().block();
    await write(story);
    const { relay, told, trail } = stage();
    await relay.catchUp();
    const other = new PoolStory({ fork: '1' }).block().block().block().block();
    const first = other.blocks[2];
    const ancestor = story.blocks[1]?.block;
    if (!first || !ancestor) throw new Error('the stories are too short');
    first.block = { ...first.block, parentHash: ancestor.hash };
    await write(other, 2);
    await relay.catchUp();
    expect(told).toEqual(['rollback 2', 'delta 3', 'delta 4', 'delta 5']);
    expect(trail.head()).toEqual(other.blocks.at(-1)?.block);
  });

  it('begins anew when nothing of what was published is left', async () => {
    await write(new PoolStory().block());
    const { relay, told, trail } = stage();
    await relay.catchUp();
    const other = new PoolStory({ fork: '2' }).block().block();
    await emptyDatabase(database.db);
    await write(other);
    await relay.catchUp();
    expect(told).toEqual(['restart']);
    expect(trail.head()).toEqual(other.blocks.at(-1)?.block);
  });

  it('begins anew when more was written than is worth telling', async () => {
    const story = new PoolStory();
    await write(story);
    const { relay, told } = stage();
    await relay.catchUp();
    for (let n = 0; n < 2_001; n += 1) story.block();
    await write(story, 1);
    await relay.catchUp();
    expect(told).toEqual(['restart']);
    story.block();
    await write(story, story.blocks.length - 1);
    await relay.catchUp();
    expect(told).toEqual(['restart', `delta ${story.head.number}`]);
  });

  it('is told once, however many ask at the same time', async () => {
    const story = new PoolStory();
    await write(story);
    const { relay, told } = stage();
    await relay.catchUp();
    story.block().block();
    await write(story, 1);
    await Promise.all(Array.from({ length: 5 }, () => relay.catchUp()));
    expect(told).toEqual(['delta 2', 'delta 3']);
  });
});
