import { z } from 'zod';
import { whyRefused } from './methods';

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

const call = z.strictObject({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string().max(100), z.number()]),
  method: z.string().min(1),
  params: z.unknown().optional(),
});
type Call = z.infer<typeof call>;

export const MOST_CALLS = 50;
const TIMEOUT_MS = 10_000;

/** Sends calls to the node and returns its answers; rejects when it does not answer in JSON. */
export type Upstream = (calls: readonly Call[], signal: AbortSignal) => Promise<unknown>;

export const httpUpstream =
  (rpcUrl: string): Upstream =>
  async (calls, signal) => {
    const response = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(calls),
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    return response.json();
  };

const answers = z.array(z.looseObject({ id: call.shape.id }));

/**
 * Answers one JSON-RPC call or a batch of at most {@link MOST_CALLS}: what is allowed goes to the node in one batch,
 * everything else gets its error here. Answers keep the order of the calls.
 */
export async function proxyRpc(body: unknown, upstream: Upstream, signal: AbortSignal): Promise<unknown> {
  if (!Array.isArray(body)) return (await proxyCalls([body], upstream, signal))[0];
  if (body.length === 0) return failure('invalid', 'The batch is empty.');
  if (body.length > MOST_CALLS) return failure('limit', `A batch may hold ${MOST_CALLS} calls.`);
  return proxyCalls(body, upstream, signal);
}

async function proxyCalls(items: unknown[], upstream: Upstream, signal: AbortSignal): Promise<unknown[]> {
  const checked = items.map(check);
  const allowed = checked.flatMap((item) => ('error' in item ? [] : [item]));
  if (allowed.length === 0) return checked;
  // Numbered anew: ids of a batch need not be different from one another.
  const numbered = allowed.map((item, index) => ({ ...item, id: index }));
  const byNumber = await ask(numbered, upstream, signal);
  const renamed = new Map(
    allowed.map((item, index) => {
      const answer = byNumber.get(index);
      return [item, answer ? { ...answer, id: item.id } : failure('upstream', NO_ANSWER, item.id)];
    }),
  );
  return checked.map((item) => ('error' in item ? item : renamed.get(item)));
}

const NO_ANSWER = 'The chain node does not answer. Try again in a moment.';

async function ask(
  calls: (Call & { id: number })[],
  upstream: Upstream,
  signal: AbortSignal,
): Promise<Map<string | number, Record<string, unknown>>> {
  try {
    const parsed = answers.parse(await upstream(calls, signal));
    return new Map(parsed.map((answer) => [answer.id, answer]));
  } catch {
    return new Map();
  }
}

function check(item: unknown): Call | RpcFailure {
  const parsed = call.safeParse(item);
  if (!parsed.success) return failure('invalid', 'This is no JSON-RPC 2.0 call with an id.', idOf(item));
  const { id, method, params } = parsed.data;
  const refusal = whyRefused(method, params);
  if (refusal === null) return parsed.data;
  return failure(method === 'eth_getLogs' ? 'params' : 'method', refusal, id);
}

function idOf(item: unknown): RpcFailure['id'] {
  const named = z.looseObject({ id: call.shape.id }).safeParse(item);
  return named.success ? named.data.id : null;
}
