import { HttpProblem } from '@/lib/http/problem';
import { readBody } from '@/lib/http/read-body';
import { defineRoute } from '@/lib/http/route';
import { failure, httpUpstream, proxyRpc } from '@/lib/http/rpc/proxy';
import type { Runtime } from '@/lib/http/runtime';

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
    return Response.json(await proxyRpc(body, httpUpstream(bestOf(runtime)), request.signal), {
      headers: { 'cache-control': 'no-store' },
    });
  },
});

/** The address of the node that is best to ask just now. */
function bestOf({ env, nodes }: Runtime): string {
  const [best = 0] = nodes.order();
  return env.RPC_URL[best] ?? env.RPC_URL[0];
}
