import { createNodeHandler, type NodeHandler } from '@/lib/live/server/node-stream';
import { headersForAll, headersForApi } from './fixed-headers.mjs';
import { liveRoute } from './live-route';
import { refuseOdd } from './refuse-odd';

/** Where `server.mjs` looks, which is not part of the bundle: both sides name it by this word. */
const SLOT = Symbol.for('ampledge.streams');
const shared: typeof globalThis & { [SLOT]?: NodeHandler } = globalThis;

/**
 * Lets `server.mjs` serve the live streams past Next, and refuse what Next has no words for; other servers leave the
 * first to the route.
 */
export function offerStreams(): void {
  const streams = createNodeHandler('/api/live', async (request) => {
    const response = await liveRoute.GET(request, { params: Promise.resolve({}) });
    // Past Next, which adds them to everything else.
    for (const { key, value } of [...headersForAll, ...headersForApi]) response.headers.set(key, value);
    return response;
  });
  shared[SLOT] = (incoming, outgoing) => refuseOdd(incoming, outgoing) || streams(incoming, outgoing);
}
