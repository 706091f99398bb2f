import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Join, type Sink, webStream } from './sink';

/**
 * A stream as a route answers it. Where the request came through {@link createNodeHandler}, the bytes go straight to
 * the socket: a tenth of the memory, and one buffer for all.
 */
export function streamResponse(request: Request, join: Join, headers: Record<string, string>): Response {
  const direct = directly.get(request);
  if (!direct) return new Response(webStream(join, request.signal), { headers });
  direct.join = join;
  return new Response(null, { headers });
}

const directly = new WeakMap<Request, { join: Join | null }>();

/** Answers a request if it is one of its own; false leaves it to whoever is next. */
export type NodeHandler = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

/** Serves GET of `path` by a route that answers with {@link streamResponse}, or refuses with another response. */
export function createNodeHandler(path: string, route: (request: Request) => Promise<Response>): NodeHandler {
  return (incoming, outgoing) => {
    if (incoming.method !== 'GET' || incoming.url?.split('?', 1)[0] !== path) return false;
    serve(incoming, outgoing, route).catch(() => outgoing.destroy());
    return true;
  };
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  route: (request: Request) => Promise<Response>,
): Promise<void> {
  const request = new Request(new URL(incoming.url ?? '/', 'http://localhost'), {
    headers: headersOf(incoming),
  });
  const direct: { join: Join | null } = { join: null };
  directly.set(request, direct);
  const response = await route(request);
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) outgoing.setHeader(name, value);
  if (!direct.join) {
    outgoing.end(Buffer.from(await response.arrayBuffer()));
    return;
  }
  // Without it the body is what comes until the connection ends: no length before each message, and no copy of it.
  outgoing.removeHeader('transfer-encoding');
  outgoing.setHeader('connection', 'close');
  outgoing.flushHeaders();
  incoming.socket.setKeepAlive(true, KEEP_ALIVE_MS);
  // What a client does to its end of the line is no error of ours.
  outgoing.on('error', () => {});
  const leave = direct.join(sinkOf(outgoing));
  outgoing.on('close', leave);
  if (outgoing.destroyed) leave();
}

/** After so much silence of a client's machine it is asked whether it is still there. */
const KEEP_ALIVE_MS = 60_000;

const sinkOf = (outgoing: ServerResponse): Sink => ({
  write: (bytes) => outgoing.write(bytes),
  waiting: () => outgoing.writableLength,
  end: () => outgoing.end(),
  cut: () => outgoing.destroy(),
});

/** Those that the server adds when a request comes in are among them. */
function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) headers.append(name, one);
  }
  return headers;
}
