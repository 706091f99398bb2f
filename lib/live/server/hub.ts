import { oncePerBlock } from '@/lib/chain/once-per-block';
import type { LiveAgreement, LiveDelta, LiveMessage } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { lockKey } from '@/lib/domain/entity-key';
import { liveId } from '@/lib/domain/live-id';
import type { Log } from '@/lib/http/log';
import type { LiveSnapshot } from '@/lib/queries/live-snapshot';
import { filterKey, isUnfiltered, type LiveFilter, passes } from './filter';
import { encodeDelta, encodeFrame, HEARTBEAT, opening, type Point, pointOf } from './frame';
import { type Published, Ring } from './ring';
import type { Sink } from './sink';
import { createTurns } from './turns';

/**
 * Publishes what the follower took in to every client of `/api/live`. Each client has a place: the block it stands
 * at. A message that follows on that place is sent; one that does not makes the client catch up, from the ring, from
 * the database, or with a snapshot.
 */
export type Hub = {
  /** In the order of the chain, after the database has committed. */
  publish(message: Published): void;
  /** To every client at once, and to each that comes later: whether the chain's nodes agree. */
  tell(message: LiveAgreement): void;
  /** What was published does not lead to where the chain stands now: every client starts over from a snapshot. */
  restart(): void;
  /** Why there is no room for one more client, of this address; null when there is. */
  full(address: string): 'server' | 'address' | null;
  /**
   * Sends into `sink` what comes after `since`, or begins with a snapshot when that is null or no longer to be found.
   * Returns what to call when the client is gone.
   */
  join(options: { since: Point | null; filter: LiveFilter; address: string; sink: Sink }): () => void;
  clients(): number;
  /** Ends every stream; later ones end at once. */
  close(): void;
};

export type HubOptions = {
  snapshot: (filter: LiveFilter) => Promise<LiveSnapshot | null>;
  /** the blocks after `point`, or null when it is unknown to the database, or too long ago */
  replay: (point: Point) => Promise<LiveDelta[] | null>;
  log: Log;
  ringSize?: number;
  ringEvents?: number;
  /** bytes that may wait for one client before it is cut off; more than that is not replayed either */
  maxQueued?: number;
  maxClients?: number;
  /** of one address, which may be that of a whole office */
  maxPerAddress?: number;
  heartbeatMs?: number;
};

type Client = {
  filter: LiveFilter;
  address: string;
  sink: Sink;
  /** null until the first snapshot */
  at: Point | null;
  /** number of the ring's message up to which all was sent, or was older than `at` */
  seen: number;
  catchingUp: boolean;
  /** what it heard last of whether the nodes agree */
  told: LiveAgreement | null;
  /** bytes that may wait for it */
  allowed: number;
};

const NO_FILTER: LiveFilter = {};
/** Payments whose merchant is remembered, for filters. */
const REMEMBERED = 50_000;
/** Rounds of catching up before a client is sent away: the chain cannot be faster than us for long. */
const ROUNDS = 20;

export function createHub({
  snapshot,
  replay,
  log,
  ringSize = 2_000,
  // More than can be replayed to a client that wants all of them.
  ringEvents = 5_000,
  maxQueued = 1024 * 1024,
  maxClients = 20_000,
  maxPerAddress = 200,
  heartbeatMs = 15_000,
}: HubOptions): Hub {
  const ring = new Ring(ringSize, ringEvents);
  const clients = new Set<Client>();
  const perAddress = new Map<string, number>();
  const merchants = new Map<string, Hex>();
  const frames = new WeakMap<LiveMessage, Uint8Array>();
  /** Of the delta that is being sent, for each filter: kept for every delta they would fill the memory. */
  let filtered: { delta: LiveDelta | null; frames: Map<string, Uint8Array> } = {
    delta: null,
    frames: new Map(),
  };
  const turns = createTurns();
  let snapshots = oncePerBlock<LiveSnapshot>(16);
  let replays = oncePerBlock<LiveDelta[]>(64);
  let agreement: LiveAgreement | null = null;
  let closed = false;
  let fanningOut = false;
  let publishedAt = Date.now();

  // Every block is a sign of life to every client, so comments are for a chain that rests.
  const heartbeat = setInterval(() => {
    if (Date.now() - publishedAt < heartbeatMs) return;
    void forAll((client) => write(client, HEARTBEAT));
  }, heartbeatMs);
  heartbeat.unref();

  /** One client after the other, those that join meanwhile included. */
  const forAll = async (visit: (client: Client) => void): Promise<void> => {
    for (const client of clients) {
      if (turns.isOver()) await turns.next();
      visit(client);
    }
  };

  const leave = (client: Client): boolean => {
    if (!clients.delete(client)) return false;
    const left = (perAddress.get(client.address) ?? 1) - 1;
    if (left === 0) perAddress.delete(client.address);
    else perAddress.set(client.address, left);
    return true;
  };

  const end = (client: Client) => {
    if (leave(client)) client.sink.end();
  };

  const write = (client: Client, bytes: Uint8Array) => {
    if (!clients.has(client)) return;
    const queuedBytes = client.sink.waiting();
    if (queuedBytes <= client.allowed) return client.sink.write(bytes);
    // It reads slower than the chain writes. It comes back by itself and gets a snapshot instead of the backlog.
    leave(client);
    client.sink.cut();
    log.info('a live client was cut off', { queuedBytes });
  };

  /** Encoded once for all clients with the same filter. */
  const frameFor = (message: LiveMessage, filter: LiveFilter): Uint8Array => {
    if (message.type === 'delta' && !isUnfiltered(filter)) return filteredFrame(message, filter);
    const frame = frames.get(message) ?? encodeFrame(message);
    frames.set(message, frame);
    return frame;
  };

  const filteredFrame = (delta: LiveDelta, filter: LiveFilter): Uint8Array => {
    if (filtered.delta !== delta) filtered = { delta, frames: new Map() };
    const key = filterKey(filter);
    const known = filtered.frames.get(key);
    if (known) return known;
    const merchantOf = (lock: string) => merchants.get(lock);
    const frame = encodeDelta(
      delta,
      delta.events.filter((event) => passes(event, filter, merchantOf)),
    );
    filtered.frames.set(key, frame);
    return frame;
  };

  const send = (client: Client, message: Exclude<LiveMessage, LiveAgreement>) => {
    write(client, frameFor(message, client.filter));
    client.at = pointOf(message);
  };

  /** The newest one, once: it may change again before all were told of it. */
  const tellAgreement = (client: Client) => {
    if (!agreement || client.told === agreement) return;
    client.told = agreement;
    write(client, frameFor(agreement, NO_FILTER));
  };

  /** Sends what follows on the client's place. Returns false when something is missing in between. */
  const deliver = (client: Client, at: Point, message: Published): boolean => {
    switch (message.type) {
      case 'rollback':
        if (at.number > message.ancestor.number) send(client, message);
        return true;
      case 'delta':
        // The snapshot it began with was read after this block was written.
        if (message.block.hash === at.hash) return true;
        if (message.block.parentHash !== at.hash) return false;
        send(client, message);
        return true;
    }
  };

  /** Everything published that the client has not seen. */
  const update = (client: Client) => {
    while (client.seen < ring.pushed && !client.catchingUp && client.at && clients.has(client)) {
      const message = ring.numbered(client.seen + 1);
      if (message && deliver(client, client.at, message)) client.seen += 1;
      else startCatchingUp(client);
    }
  };

  /** Brings every client up to date, again while more is published. */
  const fanOut = async (): Promise<void> => {
    if (fanningOut) return;
    fanningOut = true;
    for (let done = -1; done < ring.pushed; ) {
      done = ring.pushed;
      await forAll(update);
    }
    fanningOut = false;
  };

  /** Sends all of it, unless so much would wait for the client that a snapshot is less. */
  const sendMissed = (client: Client, missed: readonly Published[]): boolean => {
    let bytes = 0;
    for (const message of missed) {
      bytes += frameFor(message, client.filter).byteLength;
      if (bytes > maxQueued) return false;
    }
    allow(client, bytes);
    for (const message of missed) send(client, message);
    return true;
  };

  /** What a client is sent at once must not count as its being slow. */
  const allow = (client: Client, bytes: number) => {
    client.allowed = Math.max(client.allowed, maxQueued + bytes);
  };

  /** Brings a client that stands at a block to the ring's end. 'again': it is nearer, but not there. */
  const replayFor = async (client: Client, at: Point): Promise<'done' | 'again' | 'lost'> => {
    const missed = ring.after(at);
    if (missed) {
      if (!sendMissed(client, missed)) return 'lost';
      client.seen = ring.pushed;
      return 'done';
    }
    const { pushed } = ring;
    // Thousands may come back at once from another server, all of them standing at the same block.
    const deltas = await replays.get(`${pushed}/${at.hash}`, () => replay(at));
    await turns.next();
    if (!deltas || !sendMissed(client, deltas)) return 'lost';
    if (deltas.length > 0 || ring.pushed !== pushed) return 'again';
    // Nothing older than the database's head is missing, and nothing was published while we looked.
    client.seen = pushed;
    return 'done';
  };

  const catchUp = async (client: Client): Promise<void> => {
    client.catchingUp = true;
    for (let round = 0; round < ROUNDS && clients.has(client); round += 1) {
      const outcome = client.at ? await replayFor(client, client.at) : 'lost';
      if (outcome === 'again') continue;
      if (outcome === 'done') {
        client.catchingUp = false;
        return;
      }
      const tip = ring.tip();
      const key = `${tip ? liveId(tip) : ''}/${filterKey(client.filter)}`;
      const fresh = await snapshots.get(key, () => snapshot(client.filter));
      if (!fresh) break;
      await turns.next();
      allow(client, frameFor(fresh, client.filter).byteLength);
      send(client, fresh);
    }
    end(client);
  };

  const startCatchingUp = (client: Client) => {
    catchUp(client).catch((error) => {
      log.warn('a live client could not catch up', { error });
      end(client);
    });
  };

  return {
    publish(message) {
      if (message.type === 'delta') remember(message);
      ring.push(message);
      publishedAt = Date.now();
      void fanOut();
    },
    tell(message) {
      agreement = message;
      void forAll(tellAgreement);
    },
    restart() {
      ring.clear();
      snapshots = oncePerBlock(16);
      replays = oncePerBlock(64);
      for (const client of [...clients]) if (!client.catchingUp) startCatchingUp(client);
    },
    full(address) {
      if (clients.size >= maxClients) return 'server';
      return (perAddress.get(address) ?? 0) >= maxPerAddress ? 'address' : null;
    },
    join({ since, filter, address, sink }) {
      if (closed) {
        sink.end();
        return () => {};
      }
      const client: Client = {
        filter,
        address,
        sink,
        at: since,
        seen: 0,
        catchingUp: false,
        told: null,
        allowed: maxQueued,
      };
      clients.add(client);
      perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
      write(client, opening());
      tellAgreement(client);
      startCatchingUp(client);
      return () => void leave(client);
    },
    clients: () => clients.size,
    close() {
      closed = true;
      clearInterval(heartbeat);
      for (const client of [...clients]) end(client);
    },
  };

  function remember({ events }: LiveDelta): void {
    for (const event of events) {
      if (event.name !== 'CollateralLocked' && event.name !== 'WalletCollateralLocked') continue;
      merchants.set(lockKey(event.args), event.args.merchant);
      const oldest = merchants.keys().next();
      if (merchants.size > REMEMBERED && !oldest.done) merchants.delete(oldest.value);
    }
  }
}
