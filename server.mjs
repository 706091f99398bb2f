import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

/**
 * The app's server: Next's, with one way past it. A live stream goes from the socket to the hub and back, since
 * thousands of them would cost Next several times the memory (`npm run bench:held`).
 *
 *   node server.mjs [--port 3000] [--hostname 127.0.0.1]
 */
process.env.NODE_ENV = 'production';
process.title = 'ampledge-server';
const { values } = parseArgs({
  options: { port: { type: 'string', short: 'p' }, hostname: { type: 'string' } },
});
const port = Number(values.port || process.env.PORT || 3000);
const { hostname } = values;

/** Queued by the system until we accept them: thousands may come back in the same second. */
const BACKLOG = 4096;
/** What is still being answered when we are told to stop has this long. */
const GRACE_MS = 5_000;
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 };

const server = createServer();

// Before Next is there: the runtime, which it starts, puts itself in front of these, and closes the streams first.
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
    server.close(() => process.exit(EXIT_CODES[signal]));
    server.closeIdleConnections();
  });
}

const { default: next } = await import('next');
const app = next({ dev: false, dir: import.meta.dirname, hostname, port, httpServer: server });
await app.prepare();
const handle = app.getRequestHandler();
// Named by the same word in `lib/http/offer-streams.ts`, which is on the other side of the bundle.
const STREAMS = Symbol.for('ampledge.streams');

server.on('request', (request, response) => {
  if (globalThis[STREAMS]?.(request, response)) return;
  handle(request, response);
});
server.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
server.listen({ port, host: hostname, backlog: BACKLOG }, () => {
  const address = server.address();
  console.log(`listening on port ${typeof address === 'object' ? address?.port : address}`);
});
