import { afterEach, describe, expect, it } from 'vitest';
import { PoolStory } from '@/lib/domain/testing/pool-story';
import { parseLiveId } from './frame';
import { closeHubs, connect, forever, listen, settle, stage } from './testing/hub-stage';

afterEach(closeHubs);

describe('the clients of the live stream', () => {
  it('cuts off a client that does not read, and no other', async () => {
    const s = stage({ maxQueued: 20_000 });
    const story = new PoolStory();
    s.publish(s.tell(story));
    const stuck = connect(s.hub, {}, forever());
    const healthy = listen(s.hub);
    await settle();
    expect(s.hub.clients()).toBe(2);
    for (let n = 0; n < 200; n += 1) {
      s.publish(s.tell(story.block()));
      if (n % 10 === 0) await settle();
    }
    await settle();
    expect(s.hub.clients()).toBe(1);
    await expect(stuck.getReader().read()).rejects.toThrow('too slowly');
    expect(healthy.steps().at(-1)).toBe('delta 201');
    expect(healthy.messages).toHaveLength(201);
  });

  it('gives a snapshot, and not the backlog, to one that missed more than may wait for it', async () => {
    const s = stage({ maxQueued: 2_000 });
    const story = new PoolStory();
    for (let n = 0; n < 30; n += 1) story.block();
    s.publish(s.tell(story));
    const [lately, longAgo] = [28, 3].map((n) => listen(s.hub, s.chain[n]?.block ?? null));
    await settle();
    expect(lately?.steps()).toEqual(['delta 30', 'delta 31']);
    expect(longAgo?.steps()).toEqual(['snapshot 31']);
  });

  it('does not take a long answer to one that just came for its being slow', async () => {
    const s = stage({ maxQueued: 100 });
    s.publish(s.tell(new PoolStory()));
    const stuck = connect(s.hub, {}, forever());
    await settle();
    s.publish(s.tell(new PoolStory().block()));
    await settle();
    expect(s.hub.clients()).toBe(1);
    await stuck.cancel();
    expect(s.hub.clients()).toBe(0);
  });

  it('asks the database once for all that stand at the same block', async () => {
    const s = stage();
    const story = new PoolStory().block().block();
    s.commit(s.tell(story));
    const clients = Array.from({ length: 50 }, () => listen(s.hub, story.blocks[0]?.block ?? null));
    await settle();
    expect(clients.map((client) => client.steps().join())).toEqual(clients.map(() => 'delta 2,delta 3'));
    expect(s.calls).toEqual({ snapshots: 0, replays: 2 });
  });

  it('brings each block once and in order to all of many, also while they join and more is published', async () => {
    const s = stage();
    const story = new PoolStory();
    s.publish(s.tell(story));
    const clients: ReturnType<typeof listen>[] = [];
    for (let n = 0; n < 25; n += 1) {
      clients.push(...Array.from({ length: 20 }, () => listen(s.hub)));
      story.block();
      story.block();
      s.publish(s.tell(story));
      if (n === 15) {
        // Two blocks are taken back, for those that stand on them and those that do not yet.
        s.rollback(s.chain.length - 2);
        story.blocks.splice(-2);
      }
      await new Promise(setImmediate);
    }
    await settle();
    await settle();
    const head = s.chain.at(-1)?.block.hash;
    for (const { messages } of clients) {
      expect(messages.at(-1)?.message).toMatchObject({ block: { hash: head } });
      let at = '';
      for (const { id, message } of messages) {
        if (message.type === 'delta') expect(message.block.parentHash).toBe(at);
        at = parseLiveId(id)?.hash ?? at;
      }
    }
  }, 30_000);

  it('has room for so many, and for so many of one address', async () => {
    const s = stage({ maxClients: 3, maxPerAddress: 2 });
    s.publish(s.tell(new PoolStory()));
    const leave = new AbortController();
    connect(s.hub, { address: 'ann' }, forever());
    connect(s.hub, { address: 'ann' }, leave.signal);
    expect([s.hub.full('ann'), s.hub.full('bob')]).toEqual(['address', null]);
    connect(s.hub, { address: 'bob' }, forever());
    expect(s.hub.full('cid')).toBe('server');
    leave.abort();
    expect([s.hub.full('ann'), s.hub.full('cid')]).toEqual([null, null]);
  });

  it('ends when the client goes, and when the server stops; later clients end at once', async () => {
    const s = stage();
    s.publish(s.tell(new PoolStory()));
    const [gone, present] = [listen(s.hub), listen(s.hub)];
    await settle();
    gone.abort();
    await gone.finished;
    expect(s.hub.clients()).toBe(1);
    s.hub.close();
    await present.finished;
    const late = listen(s.hub);
    await late.finished;
    expect(late.messages).toEqual([]);
    expect(s.hub.clients()).toBe(0);
  });

  it('ends a stream whose snapshot cannot be read: the client comes back by itself', async () => {
    const s = stage({
      snapshot: async () => {
        throw new Error('the database is gone');
      },
    });
    const client = listen(s.hub);
    await client.finished;
    expect(client.messages).toEqual([]);
  });

  it('writes a comment now and then, so that proxies keep the connection', async () => {
    const s = stage({ heartbeatMs: 5 });
    s.publish(s.tell(new PoolStory()));
    const reader = connect(s.hub, {}, forever()).getReader();
    let text = '';
    while (!text.includes('\n: \n\n')) text += new TextDecoder().decode((await reader.read()).value);
    expect(text).toMatch(/^retry: \d+\n\n/);
  });
});
