import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { freePort } from '@/lib/testing/free-port';

/**
 * A relay as WalletConnect's clients need it: it passes sealed messages between who speaks of the same topic, and keeps
 * them for whoever comes later. What it answers to which method is read from the client's code.
 */
export type Relay = {
  url: string;
  /** what clients have asked so far: methods, in order */
  asked: () => readonly string[];
  /** breaks every connection and takes no new ones, until {@link Relay.back} */
  gone: () => Promise<void>;
  back: () => Promise<void>;
  stop: () => Promise<void>;
};

const call = z.object({
  id: z.union([z.number(), z.string()]),
  method: z.string(),
  params: z.record(z.string(), z.unknown()),
});
const text = z.string();
const texts = z.array(z.string());

type Message = { topic: string; message: string; publishedAt: number; tag: unknown; from: string };

/** Who a client says it is: the issuer of the token it signs. */
function clientOf(url: string): string {
  const token = new URL(url, 'ws://relay').searchParams.get('auth') ?? '';
  const [, payload = ''] = token.split('.');
  return z.object({ iss: text }).parse(JSON.parse(Buffer.from(payload, 'base64url').toString())).iss;
}

export async function startRelay(): Promise<Relay> {
  const port = await freePort();
  const kept: Message[] = [];
  const asked: string[] = [];
  const readers = new Map<WebSocket, { client: string; topics: Set<string> }>();
  let server: WebSocketServer | null = null;
  let numbers = Date.now() * 1_000;

  const send = (socket: WebSocket, what: object) => socket.send(JSON.stringify({ jsonrpc: '2.0', ...what }));
  const deliver = (socket: WebSocket, { from, ...data }: Message) => {
    numbers += 1;
    send(socket, { id: numbers, method: 'irn_subscription', params: { id: data.topic, data } });
  };
  function publish(from: string, topic: string, message: string, tag: unknown): void {
    const one = { topic, message, publishedAt: Date.now(), tag, from };
    kept.push(one);
    for (const [socket, reader] of readers) {
      if (reader.client !== from && reader.topics.has(topic)) deliver(socket, one);
    }
  }
  function subscribe(socket: WebSocket, topics: readonly string[]): void {
    const reader = readers.get(socket);
    for (const topic of topics) {
      if (!reader || reader.topics.has(topic)) continue;
      reader.topics.add(topic);
      const waiting = kept.filter((one) => one.topic === topic && one.from !== reader.client);
      setImmediate(() => {
        for (const one of waiting) deliver(socket, one);
      });
    }
  }
  function answer(socket: WebSocket, method: string, params: Record<string, unknown>): unknown {
    const client = readers.get(socket)?.client ?? '';
    switch (method) {
      case 'irn_publish':
        publish(client, text.parse(params.topic), text.parse(params.message), params.tag);
        return true;
      case 'irn_subscribe':
        subscribe(socket, [text.parse(params.topic)]);
        return params.topic;
      case 'irn_batchSubscribe':
        subscribe(socket, texts.parse(params.topics));
        return params.topics;
      case 'irn_unsubscribe':
        readers.get(socket)?.topics.delete(text.parse(params.topic));
        return true;
      case 'irn_fetchMessages':
      case 'irn_batchFetchMessages':
        return { messages: [], hasMore: false };
      case 'wc_proposeSession':
        subscribe(socket, [text.parse(params.pairingTopic)]);
        publish(client, text.parse(params.pairingTopic), text.parse(params.sessionProposal), 1100);
        return true;
      case 'wc_approveSession': {
        const [pairing, session] = [text.parse(params.pairingTopic), text.parse(params.sessionTopic)];
        subscribe(socket, [session]);
        publish(client, pairing, text.parse(params.sessionProposalResponse), 1101);
        publish(client, session, text.parse(params.sessionSettlementRequest), 1102);
        return true;
      }
      default:
        throw new Error(`the relay does not know ${method}`);
    }
  }

  async function back(): Promise<void> {
    const listening = new WebSocketServer({ port, host: '127.0.0.1' });
    server = listening;
    listening.on('connection', (socket, { url = '' }) => {
      readers.set(socket, { client: clientOf(url), topics: new Set() });
      socket.on('close', () => readers.delete(socket));
      socket.on('message', (data) => {
        const parsed = call.safeParse(JSON.parse(String(data)));
        // Anything else is the receipt for a message.
        if (!parsed.success) return;
        const { id, method, params } = parsed.data;
        asked.push(method);
        try {
          send(socket, { id, result: answer(socket, method, params) });
        } catch (error) {
          send(socket, { id, error: { code: -32_000, message: String(error) } });
        }
      });
    });
    await new Promise((resolve) => listening.once('listening', resolve));
  }
  async function gone(): Promise<void> {
    for (const socket of readers.keys()) socket.terminate();
    readers.clear();
    const closing = server;
    server = null;
    await new Promise<void>((resolve) => (closing ? closing.close(() => resolve()) : resolve()));
  }
  await back();
  return { url: `ws://127.0.0.1:${port}`, asked: () => asked, gone, back, stop: gone };
}
