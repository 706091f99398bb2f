import { HttpRequestError, RpcError, RpcRequestError, TimeoutError } from 'viem';
import { createPostJson, type HttpAnswer, HttpTimeoutError } from './node-http';

/** The node answered with something that JSON-RPC or Ethereum does not allow. */
export class BadAnswerError extends Error {
  constructor(method: string, options?: ErrorOptions) {
    super(`the chain node answered ${method} in an unexpected form`, options);
    this.name = 'BadAnswerError';
  }
}

/** Asks one question; rejects with viem's errors, and with {@link BadAnswerError}. */
export type NodeRpc = (method: string, params: readonly unknown[]) => Promise<unknown>;

type Question = { id: number; method: string; params: readonly unknown[] };
type Asked = Question & { resolve: (result: unknown) => void; reject: (error: unknown) => void };

/** What one request holds at most. */
const BATCH = 100;
const TIMEOUT_MS = 10_000;
/** A hundred full blocks of logs are some ten million bytes; what is far more than that is no answer. */
const MAX_ANSWER_BYTES = 256 * 1024 * 1024;

type Json = Record<string, unknown>;
type Answer = { id: unknown; result: unknown; error: { code: number; message: string } | null };

/**
 * The way to one node. Questions that are asked together travel together, and each finds its answer by its id: nodes
 * may answer a batch in any order, and lose some of it. Nothing is repeated here.
 */
export function createNodeRpc(url: string, { timeoutMs = TIMEOUT_MS } = {}): NodeRpc {
  const postJson = createPostJson(url, { timeoutMs, maxBytes: MAX_ANSWER_BYTES });
  let asked: Asked[] = [];
  let lastId = 0;

  function send(): void {
    const all = asked;
    asked = [];
    for (let at = 0; at < all.length; at += BATCH) {
      const questions = all.slice(at, at + BATCH);
      post(questions).catch((error: unknown) => {
        for (const { reject } of questions) reject(error);
      });
    }
  }

  async function post(questions: readonly Asked[]): Promise<void> {
    const bodies = questions.map(({ id, method, params }) => ({ jsonrpc: '2.0', id, method, params }));
    const [only] = bodies;
    const said = await exchange(bodies.length === 1 && only ? only : bodies);
    if (!Array.isArray(said)) {
      // A batch that is refused as a whole is answered once.
      const one = answerIn(said);
      for (const question of questions) settle(question, questions.length === 1 || one?.error ? one : null);
      return;
    }
    const answers = new Map(said.map(answerIn).map((one) => [one?.id, one]));
    for (const question of questions) settle(question, answers.get(question.id));
  }

  /** The JSON that the node says to it, whatever that is. */
  async function exchange(body: Json | Json[]): Promise<unknown> {
    const answer = await postJson(JSON.stringify(body)).catch((error: unknown) => {
      throw error instanceof HttpTimeoutError
        ? new TimeoutError({ body, url })
        : new HttpRequestError({ url, ...(error instanceof Error && { cause: error }) });
    });
    const said = jsonIn(answer.text);
    // Nodes put their errors into answers of any status.
    if (isSuccess(answer) || answerIn(said)?.error?.code) return said;
    const { status, headers } = answer;
    const wait = new Headers({ 'retry-after': headers['retry-after'] ?? '' });
    throw new HttpRequestError({ url, status, headers: wait });
  }

  function settle(question: Asked, own: Answer | null | undefined): void {
    const { method, params, resolve, reject } = question;
    if (own?.error) {
      const cause = new RpcRequestError({ body: { method, params }, error: own.error, url });
      reject(new RpcError(cause, { code: own.error.code, shortMessage: 'The node refused a request.' }));
    } else if (own) {
      resolve(own.result);
    } else {
      reject(new BadAnswerError(method));
    }
  }

  return (method, params) =>
    new Promise((resolve, reject) => {
      if (asked.length === 0) queueMicrotask(send);
      lastId += 1;
      asked.push({ id: lastId, method, params, resolve, reject });
    });
}

/** An answer as JSON-RPC 2.0 has it; null for what is none. Read by hand: a backfill asks for every block's header. */
function answerIn(said: unknown): Answer | null {
  if (typeof said !== 'object' || said === null) return null;
  const { id, result, error } = said as Record<string, unknown>; // looked at below, or by whoever asked
  if (typeof error !== 'object' || error === null) {
    return result === undefined ? null : { id, result, error: null };
  }
  const { code, message } = error as Record<string, unknown>; // looked at right here
  return { id, result, error: { code: Number(code) || 0, message: String(message ?? '') } };
}

const isSuccess = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300;

/** undefined for what is no JSON. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
