import { createNodeHandler, type NodeHandler } from '@/lib/live/server/node-stream';
import { liveRoute } from './live-route';

/** Where `server.mjs` looks, which is not part of the bundle: both sides name it by this word. */
const SLOT = Symbol.for('ampledge.streams');
const shared: typeof globalThis & { [SLOT]?: NodeHandler } = globalThis;

/** Lets `server.mjs` serve the live streams past Next; other servers leave them to the route. */
export function offerStreams(): void {
  shared[SLOT] = createNodeHandler('/api/live', (request) =>
    liveRoute.GET(request, { params: Promise.resolve({}) }),
  );
}
