import { type LiveDelta, type LiveMessage, liveMessage } from '@/lib/domain/api';
import type { PoolStory } from '@/lib/domain/testing/pool-story';
import { createLog } from '@/lib/http/log';
import type { LiveSnapshot } from '@/lib/queries/live-snapshot';
import type { LiveFilter } from '../filter';
import { type Point, parseLiveId } from '../frame';
import { createHub, type Hub, type HubOptions } from '../hub';
import { webStream } from '../sink';

/** A chain whose blocks are known to the "database" up to `committed`, and a hub on it. */
export function stage({ slow, ...options }: Partial<HubOptions> & { slow?: Promise<void> } = {}) {
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
/** Every hub that was staged, after each test. */
export function closeHubs(): void {
  for (const hub of open.splice(0)) hub.close();
}

type Joining = { since?: Point | null; filter?: LiveFilter; address?: string };
export const connect = (
  hub: Hub,
  { since = null, filter = {}, address = 'ann' }: Joining,
  signal: AbortSignal,
) => webStream((sink) => hub.join({ since, filter, address, sink }), signal);
export const forever = () => new AbortController().signal;

/** What a browser makes of the stream. */
export function listen(hub: Hub, since: Point | null = null, filter: LiveFilter = {}) {
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
        if (event !== message.type) throw new Error(`${message.type} comes as ${event}`);
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
export const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

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
