import { oncePerBlock } from '@/lib/chain/once-per-block';
import { type LiveAgreement, type LiveDelta, type LiveMessage, liveId } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { Log } from '@/lib/http/log';
import type { LiveSnapshot } from '@/lib/queries/live-snapshot';
import { filterKey, isUnfiltered, type LiveFilter, passes } from './filter';
import { encodeFrame, HEARTBEAT, OPENING, type Point, pointOf } from './frame';
import { type Published, Ring } from './ring';

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
  /** A stream that begins after `since`, or with a snapshot when that is null or no longer to be found. */
  connect(options: {
    since: Point | null;
    filter: LiveFilter;
    signal: AbortSignal;
  }): ReadableStream<Uint8Array>;
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
  /** bytes that may wait for one client before it is cut off */
  maxQueued?: number;
  heartbeatMs?: number;
};

type Client = {
  filter: LiveFilter;
  controller: ReadableStreamDefaultController<Uint8Array>;
  /** null until the first snapshot */
  at: Point | null;
  catchingUp: boolean;
};

/** Payments whose merchant is remembered, for filters. */
const REMEMBERED = 50_000;
/** Rounds of catching up before a client is sent away: the chain cannot be faster than us for long. */
const ROUNDS = 20;

export function createHub({
  snapshot,
  replay,
  log,
  ringSize = 2_000,
  maxQueued = 4 * 1024 * 1024,
  heartbeatMs = 15_000,
}: HubOptions): Hub {
  const ring = new Ring(ringSize);
  const clients = new Set<Client>();
  const merchants = new Map<Hex, Hex>();
  const frames = new WeakMap<LiveMessage, Map<string, Uint8Array>>();
  const snapshots = oncePerBlock<LiveSnapshot>(16);
  let agreement: Uint8Array | null = null;
  let closed = false;

  const heartbeat = setInterval(() => {
    for (const client of [...clients]) write(client, HEARTBEAT);
  }, heartbeatMs);
  heartbeat.unref();

  const leave = (client: Client) => clients.delete(client);

  const write = (client: Client, bytes: Uint8Array) => {
    if (!clients.has(client)) return;
    client.controller.enqueue(bytes);
    if ((client.controller.desiredSize ?? 0) > 0) return;
    // It reads slower than the chain writes. It comes back by itself and gets a snapshot instead of the backlog.
    leave(client);
    client.controller.error(new Error('The client reads too slowly.'));
    log.info('a live client was cut off', { queuedBytes: maxQueued });
  };

  /** Encoded once for all clients with the same filter. */
  const frameFor = (message: LiveMessage, filter: LiveFilter): Uint8Array => {
    const key = filterKey(filter);
    const known = frames.get(message) ?? new Map<string, Uint8Array>();
    frames.set(message, known);
    const frame = known.get(key) ?? encodeFrame(filtered(message, filter));
    known.set(key, frame);
    return frame;
  };

  const filtered = (message: LiveMessage, filter: LiveFilter): LiveMessage => {
    if (message.type !== 'delta' || isUnfiltered(filter)) return message;
    return { ...message, events: message.events.filter((e) => passes(e, filter, (id) => merchants.get(id))) };
  };

  const send = (client: Client, message: Exclude<LiveMessage, LiveAgreement>) => {
    write(client, frameFor(message, client.filter));
    client.at = pointOf(message);
  };

  /** Sends what follows on the client's place. Returns false when something is missing in between. */
  const deliver = (client: Client, at: Point, message: Published): boolean => {
    switch (message.type) {
      case 'rollback':
        if (at.number > message.ancestor.number) send(client, message);
        return true;
      case 'delta':
        // Something is missing; or the client is ahead, its snapshot being read before this was published.
        if (message.block.parentHash !== at.hash) return false;
        send(client, message);
        return true;
    }
  };

  const catchUp = async (client: Client): Promise<void> => {
    client.catchingUp = true;
    for (let round = 0; round < ROUNDS && clients.has(client); round += 1) {
      const { at } = client;
      if (at) {
        const missed = ring.after(at);
        if (missed) {
          for (const message of missed) send(client, message);
          client.catchingUp = false;
          return;
        }
        const tip = ring.tip();
        const deltas = await replay(at);
        if (deltas) {
          for (const delta of deltas) send(client, delta);
          // Nothing older than the database's head is missing, and nothing was published while we looked.
          if (deltas.length > 0 || ring.tip() !== tip) continue;
          client.catchingUp = false;
          return;
        }
      }
      const tip = ring.tip();
      const key = `${tip ? liveId(tip) : ''}/${filterKey(client.filter)}`;
      const fresh = await snapshots.get(key, () => snapshot(client.filter));
      if (!fresh) break;
      send(client, fresh);
    }
    end(client);
  };

  const end = (client: Client) => {
    if (!leave(client)) return;
    client.controller.close();
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
      for (const client of [...clients]) {
        if (client.catchingUp || !client.at) continue;
        if (!deliver(client, client.at, message)) startCatchingUp(client);
      }
    },
    tell(message) {
      agreement = encodeFrame(message);
      for (const client of [...clients]) write(client, agreement);
    },
    connect({ since, filter, signal }) {
      let client: Client | undefined;
      const source: UnderlyingDefaultSource<Uint8Array> = {
        start(controller) {
          if (closed || signal.aborted) {
            controller.close();
            return;
          }
          const joined: Client = { filter, controller, at: since, catchingUp: false };
          client = joined;
          clients.add(joined);
          signal.addEventListener('abort', () => end(joined), { once: true });
          write(joined, OPENING);
          if (agreement) write(joined, agreement);
          startCatchingUp(joined);
        },
        cancel() {
          if (client) leave(client);
        },
      };
      return new ReadableStream(source, new ByteLengthQueuingStrategy({ highWaterMark: maxQueued }));
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
      if (event.name !== 'CollateralLocked') continue;
      merchants.set(event.args.paymentId, event.args.merchant);
      const oldest = merchants.keys().next();
      if (merchants.size > REMEMBERED && !oldest.done) merchants.delete(oldest.value);
    }
  }
}
