import { z } from 'zod';
import { NotReadyError } from '@/lib/http/not-ready';
import { defineRoute } from '@/lib/http/route';
import { liveFilter } from '@/lib/live/server/filter';
import { parseLiveId } from '@/lib/live/server/frame';

/** `Last-Event-ID` is newer than the address, which a browser repeats as it was at first. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  route: '/api/live',
  summary: 'The live stream: a snapshot, then one message a block, and rollbacks.',
  input: { query: liveFilter.extend({ lastEventId: z.string().max(100).optional() }) },
  handler: async ({ runtime, request, query: { lastEventId, ...filter } }) => {
    if (runtime.follower.state().head === null) {
      throw new NotReadyError('No block has been read from the chain yet.');
    }
    const since = parseLiveId(request.headers.get('last-event-id') ?? lastEventId ?? null);
    return new Response(runtime.hub.connect({ since, filter, signal: request.signal }), {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        // no-transform: compression would hold messages back until a buffer is full
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
      },
    });
  },
});
