import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Frame, newReading, type Reading, readFrames } from './frames';

/**
 * Many clients of `/api/live` in a process of their own, on bare sockets: a browser's worth of reading each would be
 * more than two cores can do. Takes orders from its parent, and says what it saw.
 */
export const order = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open'), port: z.number(), count: z.number(), first: z.number() }),
  /** all but so many go */
  z.object({ kind: z.literal('leave'), keep: z.number() }),
  /** `count` more, which stop reading after their first message */
  z.object({ kind: z.literal('openSlow'), port: z.number(), count: z.number(), first: z.number() }),
  /** they read on, so that they notice what became of them, and come back with what they saw last */
  z.object({ kind: z.literal('wakeSlow'), port: z.number() }),
  /** forgets what was measured so far */
  z.object({ kind: z.literal('reset') }),
  /** `published`: milliseconds since 1970 by block hash; `head`: hash of the block that all must stand at */
  z.object({
    kind: z.literal('report'),
    published: z.record(z.string(), z.number()),
    head: z.string(),
  }),
]);
export type Order = z.infer<typeof order>;

export const report = z.object({
  kind: z.literal('report'),
  /** milliseconds from publishing to receipt, one for each block and client */
  delays: z.array(z.number()),
  /** from the first client's receipt in this process to each one's */
  spread: z.array(z.number()),
  open: z.number(),
  gaps: z.number(),
  /** clients that do not stand at the head */
  behind: z.number(),
  /** messages that were not the same for all */
  unequal: z.number(),
  snapshots: z.number(),
  /** events in each block, as one client parsed them */
  events: z.record(z.string(), z.number()),
});
export type Report = z.infer<typeof report>;

export const woken = z.object({
  kind: z.literal('woken'),
  cutOff: z.number(),
  /** of those cut off, how many got a snapshot when they came back, and how many only what they had missed */
  snapshots: z.number(),
  deltas: z.number(),
  /** milliseconds until they stood at the head again */
  took: z.array(z.number()),
});
export type Woken = z.infer<typeof woken>;

type Member = { socket: Socket; reading: Reading; closed: boolean; first: number };

/** Milliseconds since 1970 with a fraction; the same clock in every process of a machine. */
const now = (): number => performance.timeOrigin + performance.now();

const members: Member[] = [];
const slow: Member[] = [];
const receipts = new Map<string, number[]>();
const sizes = new Map<string, number>();
const events: Record<string, number> = {};
let unequal = 0;
let snapshots = 0;

function note({ type, hash, bytes, text }: Frame): void {
  if (type === 'snapshot') snapshots += 1;
  if (type !== 'delta') return;
  const at = now();
  const seen = receipts.get(hash);
  if (seen) seen.push(at);
  else receipts.set(hash, [at]);
  const size = sizes.get(hash);
  if (size === undefined) {
    sizes.set(hash, bytes);
    const data = z.object({ events: z.array(z.unknown()) });
    events[hash] = data.parse(JSON.parse(text.slice(text.indexOf('data: ') + 6))).events.length;
  } else if (size !== bytes) unequal += 1;
}

/** Each client has an address of its own, as behind a proxy. */
const addressOf = (n: number): string => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;

async function join(
  port: number,
  n: number,
  onFrame: (frame: Frame, member: Member) => void,
  lastId = '',
): Promise<Member> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const member: Member = { socket, reading: newReading(), closed: false, first: n };
  const since = lastId ? `Last-Event-ID: ${lastId}\r\n` : '';
  socket.write(
    `GET /api/live HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\nX-Forwarded-For: ${addressOf(n)}\r\n${since}\r\n`,
  );
  socket.on('close', () => {
    member.closed = true;
  });
  socket.on('error', () => {});
  let head = '';
  await new Promise<void>((resolve, reject) => {
    socket.once('close', () => reject(new Error(`client ${n} was refused: ${head.slice(0, 300)}`)));
    socket.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      if (head.length < 300) head += text;
      readFrames(member.reading, text, (frame) => {
        resolve();
        onFrame(frame, member);
      });
    });
  });
  return member;
}

/** So many at once that the server's queue of new connections is used, not so many that it overflows. */
const AT_ONCE = 200;

async function open(port: number, count: number, first: number): Promise<void> {
  for (let done = 0; done < count; done += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - done) }, (_, index) => first + done + index);
    members.push(...(await Promise.all(batch.map((n) => join(port, n, note)))));
  }
}

async function openSlow(port: number, count: number, first: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const member = await join(port, first + n, () => {});
    member.socket.pause();
    slow.push(member);
  }
}

async function wakeSlow(port: number): Promise<Woken> {
  const result: Woken = { kind: 'woken', cutOff: 0, snapshots: 0, deltas: 0, took: [] };
  for (const member of slow.splice(0)) {
    member.socket.resume();
    for (let n = 0; n < 100 && !member.closed; n += 1) await sleep(20);
    if (!member.closed) {
      member.socket.destroy();
      continue;
    }
    result.cutOff += 1;
    const lastId = member.reading.id;
    const began = now();
    let firstType = '';
    const back = await join(
      port,
      member.first,
      ({ type }) => {
        firstType ||= type;
      },
      lastId,
    );
    if (firstType === 'snapshot') result.snapshots += 1;
    else result.deltas += 1;
    result.took.push(now() - began);
    back.socket.destroy();
  }
  return result;
}

function makeReport(published: Record<string, number>, head: string): Report {
  const delays: number[] = [];
  const spread: number[] = [];
  for (const [hash, at] of Object.entries(published)) {
    const seen = receipts.get(hash) ?? [];
    const first = Math.min(...seen);
    for (const time of seen) {
      delays.push(time - at);
      spread.push(time - first);
    }
  }
  const present = members.filter(({ closed }) => !closed);
  return {
    kind: 'report',
    delays,
    spread,
    open: present.length,
    gaps: members.reduce((sum, { reading }) => sum + reading.gaps, 0),
    behind: members.filter(({ reading, closed }) => closed || reading.at !== head).length,
    unequal,
    snapshots,
    events,
  };
}

async function obey(given: Order): Promise<unknown> {
  switch (given.kind) {
    case 'open':
      await open(given.port, given.count, given.first);
      return { kind: 'done' };
    case 'leave':
      for (const { socket } of members.splice(given.keep)) socket.destroy();
      return { kind: 'done' };
    case 'openSlow':
      await openSlow(given.port, given.count, given.first);
      return { kind: 'done' };
    case 'wakeSlow':
      return wakeSlow(given.port);
    case 'reset':
      receipts.clear();
      return { kind: 'done' };
    case 'report':
      return makeReport(given.published, given.head);
  }
}

process.on('message', (message) => {
  obey(order.parse(message)).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ kind: 'failed', reason: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
