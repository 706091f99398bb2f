import { afterEach, describe, expect, it } from 'vitest';
import { type LiveDelta, type LiveMessage, liveMessage } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { liveId } from '@/lib/domain/live-id';
import { PoolStory } from '@/lib/domain/testing/pool-story';
import { createLog } from '@/lib/http/log';
import type { LiveSnapshot } from '@/lib/queries/live-snapshot';
import type { LiveFilter } from './filter';
import { type Point, parseLiveId } from './frame';
import { createHub, type Hub, type HubOptions } from './hub';
import { webStream } from './sink';

const AMP = 10n ** 18n;
const ann: Hex = '0x00000000000000000000000000000000000000a1';
const bob: Hex = '0x00000000000000000000000000000000000000a2';
const [cafe, kiosk]: Hex[] = [1, 2].map((n): Hex => `0x00000000000000000000000000000000000000d${n}`);

/** A chain whose blocks are known to the "database" up to `committed`, and a hub on it. */
function stage({ slow, ...options }: Partial<HubOptions> & { slow?: Promise<void> } = {}) {
  const chain: LiveDelta[] = [];
  const calls = { snapshots: 0, replays: 0 };
  const hub = createHub({
    log: createLog('silent'),
    snapshot: async () => {
      calls.snapshots += 1;
      const snapshot = snapshotOf(chain);
      await slow;
      return snapshot;
    },
    replay: async (point) => {
      calls.replays += 1;
      const index = chain.findIndex(({ block }) => block.hash === point.hash);
      return index === -1 ? null : chain.slice(index + 1);
    },
    ...options,
  });
  open.push(hub);
  const tell = (story: PoolStory, from = chain.length) =>
    story.blocks.slice(from).map(({ block, events }): LiveDelta => ({ type: 'delta', block, events }));
  return {
    hub,
    calls,
    chain,
    /** Into the database only. */
    commit: (deltas: LiveDelta[]) => chain.push(...deltas),
    /** Into the database, and to whoever listens. */
    publish: (deltas: LiveDelta[]) => {
      for (const delta of deltas) {
        chain.push(delta);
        hub.publish(delta);
      }
    },
    rollback: (keep: number, announce: (publish: () => void) => void = (publish) => publish()) => {
      chain.length = keep;
      const ancestor = chain[keep - 1]?.block;
      if (!ancestor) throw new Error('no ancestor');
      announce(() => hub.publish({ type: 'rollback', ancestor }));
    },
    tell,
  };
}

const open: { close(): void }[] = [];
afterEach(() => {
  for (const hub of open.splice(0)) hub.close();
});

type Joining = { since?: Point | null; filter?: LiveFilter; address?: string };
const connect = (hub: Hub, { since = null, filter = {}, address = 'ann' }: Joining, signal: AbortSignal) =>
  webStream((sink) => hub.join({ since, filter, address, sink }), signal);
const forever = () => new AbortController().signal;

/** What a browser makes of the stream. */
function listen(hub: Hub, since: Point | null = null, filter: LiveFilter = {}) {
  const abort = new AbortController();
  const reader = connect(hub, { since, filter }, abort.signal).getReader();
  let text = '';
  const messages: { id: string; message: LiveMessage }[] = [];
  let ended = false;
  const read = async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      text += new TextDecoder().decode(value);
      const frames = text.split('\n\n');
      text = frames.pop() ?? '';
      for (const frame of frames) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1];
        const [id, data, event] = [field('id'), field('data'), field('event')];
        if (id === undefined || data === undefined) continue;
        const message = liveMessage.parse(JSON.parse(data));
        expect(event).toBe(message.type);
        messages.push({ id, message });
      }
    }
  };
  const finished = read().then(
    () => {
      ended = true;
    },
    () => {
      ended = true;
    },
  );
  return {
    messages,
    abort: () => abort.abort(),
    finished,
    hasEnded: () => ended,
    steps: () => messages.map(({ id, message }) => `${message.type} ${parseLiveId(id)?.number}`),
    events: () =>
      messages.flatMap(({ message }) => (message.type === 'delta' ? message.events.map((e) => e.name) : [])),
  };
}

/** Lets everything that is under way arrive. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

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

function snapshotOf(chain: LiveDelta[]): LiveSnapshot {
  const head = chain.at(-1)?.block;
  if (!head) throw new Error('no block');
  const at = { number: head.number, hash: head.hash, timestamp: head.timestamp, finality: 'latest' as const };
  return {
    type: 'snapshot',
    pools: { at, price: null, epochLength: 300, pools: [] },
    locks: { at, locks: [], total: 0, totalIsLeast: false, next: null },
  };
}
