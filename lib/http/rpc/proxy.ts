import { z } from 'zod';
import type { Contracts } from './contracts';
import { whyRefused } from './methods';
import { AnswerTooLargeError, type RpcCall, type Upstream } from './upstream';

/** A JSON-RPC error as it goes over the wire. */
export type RpcFailure = {
  jsonrpc: '2.0';
  id: string | number | null;
  error: { code: number; message: string };
};

/** Codes of JSON-RPC 2.0, and of EIP-1474 where they end in a number of the 32,000s. */
const CODES = {
  parse: -32_700,
  invalid: -32_600,
  method: -32_601,
  params: -32_602,
  upstream: -32_002,
  limit: -32_005,
} as const;

export const failure = (
  kind: keyof typeof CODES,
  message: string,
  id: RpcFailure['id'] = null,
): RpcFailure => ({ jsonrpc: '2.0', id, error: { code: CODES[kind], message } });

export const rpcCall = z.strictObject({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string().max(100), z.number()]),
  method: z.string().min(1),
  params: z.unknown().optional(),
});
type Call = z.infer<typeof rpcCall>;

export const MOST_CALLS = 50;

export type RpcWorld = {
  contracts: Contracts;
  upstream: Upstream;
  signal: AbortSignal;
};

const answers = z.array(z.looseObject({ id: z.number() }));

/**
 * Answers one JSON-RPC call or a batch of at most {@link MOST_CALLS}: what is allowed goes to the node in one batch,
 * everything else gets its error here. Answers keep the order of the calls.
 */
export async function proxyRpc(body: unknown, world: RpcWorld): Promise<unknown> {
  if (!Array.isArray(body)) return (await proxyCalls([body], world))[0];
  if (body.length === 0) return failure('invalid', 'The batch is empty.');
  if (body.length > MOST_CALLS) return failure('limit', `A batch may hold ${MOST_CALLS} calls.`);
  return proxyCalls(body, world);
}

async function proxyCalls(items: unknown[], world: RpcWorld): Promise<unknown[]> {
  const checked = items.map((item) => check(item, world.contracts));
  const allowed = checked.flatMap((item) => ('error' in item ? [] : [item]));
  if (allowed.length === 0) return checked;
  // Numbered anew: ids of a batch need not be different from one another.
  const numbered = allowed.map(({ method, params }, id): RpcCall => ({ jsonrpc: '2.0', id, method, params }));
  const answered = await ask(numbered, world);
  const renamed = new Map(
    allowed.map((item, index) => {
      const answer = answered.byNumber.get(index);
      return [
        item,
        answer ? { ...answer, id: item.id } : failure(answered.why, REASONS[answered.why], item.id),
      ];
    }),
  );
  return checked.map((item) => ('error' in item ? item : renamed.get(item)));
}

const REASONS = {
  upstream: 'The chain node does not answer. Try again in a moment.',
  limit: 'The answer is too large. Ask for less at once.',
} as const;

type Answered = { byNumber: Map<number, Record<string, unknown>>; why: keyof typeof REASONS };

async function ask(calls: RpcCall[], { upstream, signal }: RpcWorld): Promise<Answered> {
  try {
    const parsed = answers.parse(await upstream(calls, signal));
    return { byNumber: new Map(parsed.map((answer) => [answer.id, answer])), why: 'upstream' };
  } catch (error) {
    return { byNumber: new Map(), why: error instanceof AnswerTooLargeError ? 'limit' : 'upstream' };
  }
}

function check(item: unknown, contracts: Contracts): Call | RpcFailure {
  const parsed = rpcCall.safeParse(item);
  if (!parsed.success) return failure('invalid', 'This is no JSON-RPC 2.0 call with an id.', idOf(item));
  const { id, method, params } = parsed.data;
  const refusal = whyRefused(method, params, contracts);
  return refusal ? failure(refusal.kind, refusal.message, id) : parsed.data;
}

function idOf(item: unknown): RpcFailure['id'] {
  const named = z.looseObject({ id: rpcCall.shape.id }).safeParse(item);
  return named.success ? named.data.id : null;
}
