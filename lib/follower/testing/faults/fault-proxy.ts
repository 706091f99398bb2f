import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { createRandom } from '../random';
import { passThrough } from './head-frames';
import { type FaultKind, type FaultRates, kinds, type Strikes } from './kinds';
import { type Answer, createLiar, type Question } from './lies';

const LATE_MS = { least: 5, most: 120 };

export type FaultProxy = {
  url: string;
  wsUrl: string;
  /** From now on these strike, and no others. */
  afflict: (rates: FaultRates) => void;
  /** From now on nothing is wrong; what hangs still hangs. */
  calm: () => void;
  /** How often each kind has struck. */
  counts: Readonly<Record<FaultKind, number>>;
  /** Cuts everyone off, and lets them come back at once. */
  cutAll: () => void;
  close: () => Promise<void>;
};

/**
 * A node that stands before a true one and spoils what it says, over HTTP (single questions and batches) and over
 * WebSocket. Nothing is wrong until it is afflicted. What happens is decided by the seed and by the order of the
 * requests, so that a run repeats as well as its timing does.
 */
export async function createFaultProxy({
  target,
  seed,
  hangMs = 1_500,
}: {
  /** address of the true node, for HTTP and WebSocket alike */
  target: string;
  seed: number;
  /** how long nothing is said by what hangs, before its connection is closed */
  hangMs?: number;
}): Promise<FaultProxy> {
  const random = createRandom(seed);
  let rates: FaultRates = {};
  const counts = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<FaultKind, number>; // of every kind
  const strikes: Strikes = {
    strike(...among) {
      const struck = among.find((kind) => (rates[kind] ?? 0) > 0 && random.next() < (rates[kind] ?? 0));
      if (struck) counts[struck] += 1;
      return struck ?? null;
    },
    undo: (kind) => {
      counts[kind] -= 1;
    },
  };
  const post = async (body: string): Promise<string> => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(target, { method: 'POST', headers, body })).text();
  };
  const lie = createLiar(random, strikes, async (method, params) => {
    const answer: Answer = JSON.parse(await post(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })));
    return answer.result;
  });

  /** What the node answers, with whatever is wrong about single answers. */
  async function answersTo(asked: Question | Question[]): Promise<unknown> {
    const answered: Answer | Answer[] = JSON.parse(await post(JSON.stringify(asked)));
    if (!Array.isArray(asked) || !Array.isArray(answered)) {
      return Array.isArray(asked) || Array.isArray(answered) ? answered : lie(asked, answered);
    }
    const questions = new Map(asked.map((question) => [question.id, question]));
    const answers: Answer[] = [];
    for (const answer of answered) {
      const question = questions.get(answer.id);
      const said = question ? await lie(question, answer) : answer;
      const kind = strikes.strike('lost', 'doubled');
      if (kind !== 'lost') answers.push(said);
      if (kind === 'doubled') answers.push(said);
    }
    if (answers.length > 1 && strikes.strike('shuffled')) answers.sort(() => random.next() - 0.5);
    return answers;
  }

  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked: Question | Question[] = JSON.parse(await textOf(request));
    const kind = strikes.strike('late', 'refused', 'cut', 'short', 'hung', 'tooMany', 'failed', 'html');
    const json = (status: number, text: string) => {
      response.writeHead(status, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
      });
      return response;
    };
    switch (kind) {
      case 'refused':
        request.socket.destroy();
        return;
      case 'hung':
        setTimeout(() => request.socket.destroy(), hangMs).unref();
        return;
      case 'tooMany':
      case 'failed': {
        const text = JSON.stringify({ error: 'not now' });
        json(kind === 'tooMany' ? 429 : 500, text).end(text);
        return;
      }
      case 'html':
        response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Hello</title>');
        return;
      default:
    }
    const text = JSON.stringify(await answersTo(asked));
    const part = text.slice(0, random.between(1, Math.max(1, text.length - 1)));
    if (kind === 'late') await later(random.between(LATE_MS.least, LATE_MS.most));
    if (kind === 'short') json(200, part).end(part);
    else if (kind === 'cut') json(200, text).write(part, () => request.socket.destroy());
    else json(200, text).end(text);
  }

  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    // A node that is gone is one more that closes its connections.
    reply(request, response).catch(() => request.socket.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request, socket: Socket) => {
    const { hostname, port } = new URL(target);
    passThrough(request, socket, { host: hostname, port: Number(port) }, random, strikes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    wsUrl: `ws://127.0.0.1:${address.port}`,
    afflict(next) {
      rates = next;
    },
    calm() {
      rates = {};
    },
    counts,
    cutAll,
    async close() {
      cutAll();
      server.close();
      await once(server, 'close');
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
