import { z } from 'zod';
import { HttpProblem } from '@/lib/http/problem';
import { readBody } from '@/lib/http/read-body';
import { defineRoute } from '@/lib/http/route';
import { failure, MOST_CALLS, proxyRpc } from '@/lib/http/rpc/proxy';

const MAX_BYTES = 128 * 1024;
const answer = z.looseObject({ jsonrpc: z.literal('2.0') });

/** The chain's node for browsers. Refusals are JSON-RPC errors, which is what a wallet library understands. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/rpc',
  summary: 'Reads of the chain, and signed transactions, as JSON-RPC 2.0, single or in batches.',
  method: 'POST',
  answers: {
    mediaType: 'application/json',
    schema: z.union([answer, z.array(answer).max(MOST_CALLS)]),
    description: 'Answers in the order of the calls; a refusal is an error of JSON-RPC.',
  },
  limit: { perMinute: 3_000, burst: 600 },
  handler: async ({ runtime, request, charge }) => {
    let body: unknown;
    try {
      body = JSON.parse(await readBody(request, MAX_BYTES));
    } catch (error) {
      if (error instanceof HttpProblem) {
        return Response.json(failure('limit', error.message), { status: 413 });
      }
      return Response.json(failure('parse', 'The body is not JSON.'), { status: 400 });
    }
    if (Array.isArray(body)) charge(Math.max(0, Math.min(body.length, MOST_CALLS) - 1));
    return Response.json(await proxyRpc(body, { ...runtime.rpc, signal: request.signal }), {
      headers: { 'cache-control': 'no-store' },
    });
  },
});
