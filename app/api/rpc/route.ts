import { HttpProblem } from '@/lib/http/problem';
import { readBody } from '@/lib/http/read-body';
import { defineRoute } from '@/lib/http/route';
import { failure, httpUpstream, proxyRpc } from '@/lib/http/rpc/proxy';

const MAX_BYTES = 128 * 1024;

/** The chain's node for browsers. Refusals are JSON-RPC errors, which is what a wallet library understands. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/rpc',
  summary: 'Reads of the chain, and signed transactions, as JSON-RPC 2.0, single or in batches.',
  method: 'POST',
  limit: { perMinute: 3_000, burst: 600 },
  handler: async ({ runtime, request }) => {
    let body: unknown;
    try {
      body = JSON.parse(await readBody(request, MAX_BYTES));
    } catch (error) {
      if (error instanceof HttpProblem) {
        return Response.json(failure('limit', error.message), { status: 413 });
      }
      return Response.json(failure('parse', 'The body is not JSON.'), { status: 400 });
    }
    return Response.json(await proxyRpc(body, httpUpstream(runtime.env.RPC_URL), request.signal), {
      headers: { 'cache-control': 'no-store' },
    });
  },
});
