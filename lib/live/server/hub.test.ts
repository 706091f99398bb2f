import { afterEach, describe, expect, it } from 'vitest';
import type { LiveDelta } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { liveId } from '@/lib/domain/live-id';
import { PoolStory } from '@/lib/domain/testing/pool-story';
import { closeHubs, listen, settle, stage } from './testing/hub-stage';

const AMP = 10n ** 18n;
const ann: Hex = '0x00000000000000000000000000000000000000a1';
const bob: Hex = '0x00000000000000000000000000000000000000a2';
const [cafe, kiosk]: Hex[] = [1, 2].map((n): Hex => `0x00000000000000000000000000000000000000d${n}`);

afterEach(closeHubs);

describe('the live stream', () => {
  it('begins with a snapshot, then brings each block, also an empty one', async () => {
    const s = stage();
    const story = new PoolStory();
    s.publish(s.tell(story));
    const client = listen(s.hub);
    await settle();
    story.block();
    story.createPool('FUEL');
    story.block();
    s.publish(s.tell(story));
    await settle();
    expect(client.steps()).toEqual(['snapshot 1', 'delta 2', 'delta 3']);
    expect(client.events()).toEqual(['PoolCreated', 'ParamsSet']);
    expect(client.messages.at(-1)?.id).toBe(liveId(story.head));
  });

  it('does not repeat a block that the snapshot already held, nor lose one that came while it was read', async () => {
    const story = new PoolStory();
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const s = stage({ slow });
    s.publish(s.tell(story));
    const early = s.tell(story.block());
    s.commit(early);
    const client = listen(s.hub);
    await settle();
    // Published after it was committed, as the follower does; another block comes before the snapshot is there.
    for (const delta of early) s.hub.publish(delta);
    s.publish(s.tell(story.block()));
    release();
    await settle();
    s.publish(s.tell(story.block()));
    await settle();
    expect(client.steps()).toEqual(['snapshot 2', 'delta 3', 'delta 4']);
  });

  it('passes over what a snapshot of a block ahead of us already holds, without asking the database again', async () => {
    const s = stage();
    const story = new PoolStory().block();
    s.publish(s.tell(story).slice(0, 1));
    const ahead = s.tell(story);
    s.commit(ahead);
    const client = listen(s.hub);
    await settle();
    const { replays } = s.calls;
    for (const delta of ahead) s.hub.publish(delta);
    s.publish(s.tell(story.block()));
    await settle();
    expect(client.steps()).toEqual(['snapshot 2', 'delta 3']);
    expect(s.calls.replays).toBe(replays);
  });

  it('sends at once what was published while the database was being asked', async () => {
    const story = new PoolStory().block();
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const s = stage({
      replay: async () => {
        await slow;
        return [];
      },
    });
    s.commit(s.tell(story));
    // After a restart nothing is in memory, and the client stands at the database's head.
    const client = listen(s.hub, story.head);
    await settle();
    s.publish(s.tell(story.block()));
    release();
    await settle();
    expect(client.steps()).toEqual(['delta 3']);
  });

  it('sends each block once to a client that still waits for the database while more blocks come', async () => {
    const story = new PoolStory().block().block().block();
    let release = () => {};
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const s = stage({
      ringSize: 1,
      replay: async (point) => {
        await slow;
        return s.chain.filter(({ block }) => block.number > point.number);
      },
    });
    s.publish(s.tell(story));
    const client = listen(s.hub, s.chain[0]?.block ?? null);
    await settle();
    s.publish(s.tell(story.block()));
    s.publish(s.tell(story.block()));
    release();
    await settle();
    expect(client.steps()).toEqual([2, 3, 4, 5, 6].map((n) => `delta ${n}`));
  });

  it('takes nothing back from a client that has not seen it', async () => {
    const s = stage();
    const story = new PoolStory().block().block();
    s.publish(s.tell(story).slice(0, 2));
    s.commit(s.tell(story));
    let announce = () => {};
    s.rollback(2, (publish) => {
      announce = publish;
    });
    const client = listen(s.hub);
    await settle();
    announce();
    await settle();
    expect(client.steps()).toEqual(['snapshot 2']);
  });

  it('replays from memory what a client has missed', async () => {
    const s = stage();
    const story = new PoolStory().block().block().block();
    s.publish(s.tell(story));
    const client = listen(s.hub, s.chain[1]?.block ?? null);
    await settle();
    expect(client.steps()).toEqual(['delta 3', 'delta 4']);
    expect(s.calls).toEqual({ snapshots: 0, replays: 0 });
  });

  it('replays from the database what memory no longer holds, and goes on without a gap', async () => {
    const s = stage({ ringSize: 3 });
    const story = new PoolStory();
    for (let n = 0; n < 10; n += 1) story.block();
    s.publish(s.tell(story));
    const client = listen(s.hub, s.chain[2]?.block ?? null);
    await settle();
    s.publish(s.tell(story.block()));
    await settle();
    expect(client.steps()).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) => `delta ${n}`));
    expect(s.calls.snapshots).toBe(0);
  });

  it('sends a snapshot to a client that stands on a fork which is gone, or on no block at all', async () => {
    const s = stage();
    s.publish(s.tell(new PoolStory().block()));
    const forked = listen(s.hub, { number: 1, hash: `0x${'f'.repeat(64)}` });
    const ahead = listen(s.hub, { number: 999, hash: `0x${'e'.repeat(64)}` });
    await settle();
    expect([forked.steps(), ahead.steps()]).toEqual([['snapshot 2'], ['snapshot 2']]);
  });

  it('takes blocks back on a reorg, from clients of before, from those that were away, and brings the new ones', async () => {
    const s = stage();
    const story = new PoolStory().block().block().block();
    s.publish(s.tell(story));
    const old = s.chain[3]?.block ?? null;
    const present = listen(s.hub);
    await settle();
    s.rollback(2);
    const other = new PoolStory({ fork: '1' }).block().block().block();
    const fork = other.blocks.slice(2).map(
      ({ block, events }, index): LiveDelta => ({
        type: 'delta',
        block: index === 0 ? { ...block, parentHash: s.chain[1]?.block.hash ?? block.parentHash } : block,
        events,
      }),
    );
    s.publish(fork);
    const back = listen(s.hub, old);
    const atAncestor = listen(s.hub, s.chain[1]?.block ?? null);
    await settle();
    expect(atAncestor.steps()).toEqual(['delta 3', 'delta 4']);
    expect(present.steps()).toEqual(['snapshot 4', 'rollback 2', 'delta 3', 'delta 4']);
    expect(back.steps()).toEqual(['rollback 2', 'delta 3', 'delta 4']);
    expect(back.messages.at(-1)?.id).toBe(liveId(fork[1]?.block ?? { number: 0, hash: '' }));
  });

  it('applies filters to the events within a block, and sends the block in any case', async () => {
    const s = stage();
    const story = new PoolStory();
    const fuel = story.createPool('FUEL');
    const books = story.createPool('BOOKS');
    s.publish(s.tell(story));
    const [all, inFuel, forCafe, ofBob] = [{}, { pool: fuel }, { merchant: cafe }, { account: bob }].map(
      (filter) => listen(s.hub, null, filter),
    );
    await settle();
    story.block();
    story.stake(fuel, ann, 10n * AMP);
    story.stake(books, bob, 10n * AMP);
    const paid = story.lock(fuel, { merchant: cafe as Hex, amount: AMP });
    const drawn = story.lock(books, { merchant: kiosk as Hex, amount: AMP });
    story.block();
    story.release(paid);
    story.draw(drawn);
    story.block();
    s.publish(s.tell(story));
    await settle();
    const numbers = ['snapshot 1', 'delta 2', 'delta 3', 'delta 4'];
    expect([all, inFuel, forCafe, ofBob].map((client) => client?.steps())).toEqual([
      numbers,
      numbers,
      numbers,
      numbers,
    ]);
    expect(all?.events()).toHaveLength(11);
    expect(inFuel?.events()).toEqual(['Supplied', 'TransferByPartition', 'CollateralLocked', 'LockReleased']);
    expect(forCafe?.events()).toEqual(['CollateralLocked', 'LockReleased']);
    expect(ofBob?.events()).toEqual(['Minted', 'Supplied', 'TransferByPartition', 'LockDrawn']);
  });

  it('lets everybody start over when what comes does not follow on what was', async () => {
    const s = stage();
    s.publish(s.tell(new PoolStory().block()));
    const client = listen(s.hub);
    await settle();
    const other = new PoolStory({ fork: '7' }).block().block();
    s.chain.length = 0;
    s.commit(s.tell(other));
    s.hub.restart();
    await settle();
    s.publish(s.tell(other.block()));
    await settle();
    expect(client.steps()).toEqual(['snapshot 2', 'snapshot 3', 'delta 4']);
  });
});
