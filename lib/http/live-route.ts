import { z } from 'zod';
import { liveMessage } from '@/lib/domain/api';
import { liveFilter } from '@/lib/live/server/filter';
import { parseLiveId } from '@/lib/live/server/frame';
import { streamResponse } from '@/lib/live/server/node-stream';
import { clientOf } from './client-address';
import { NotReadyError } from './not-ready';
import { HttpProblem } from './problem';
import { defineRoute } from './route';

const FULL = {
  server: 'This server holds as many live streams as it can.',
  address: 'Your address holds as many live streams as one may: close a page that you do not need.',
};

/** `Last-Event-ID` is newer than the address, which a browser repeats as it was at first. */
export const liveRoute = defineRoute({
  route: '/api/live',
  summary: 'The live stream: a snapshot, then one message a block, and rollbacks.',
  input: { query: liveFilter.extend({ lastEventId: z.string().max(100).optional() }) },
  headers: { 'Last-Event-ID': 'The id of the last message that you have: the stream goes on after it.' },
  answers: {
    mediaType: 'text/event-stream',
    schema: liveMessage,
    description:
      'Server-Sent Events: each has the block it leads to as its `id`, its type as `event`, and as `data` one message.',
  },
  handler: async ({ runtime: { follower, hub }, request, query: { lastEventId, ...filter } }) => {
    if (follower.state().head === null) {
      throw new NotReadyError('No block has been read from the chain yet.');
    }
    const address = clientOf(request);
    const full = hub.full(address);
    if (full) throw new HttpProblem('full', { detail: FULL[full], headers: { 'retry-after': '30' } });
    const since = parseLiveId(request.headers.get('last-event-id') ?? lastEventId ?? null);
    return streamResponse(request, (sink) => hub.join({ since, filter, address, sink }), {
      'content-type': 'text/event-stream; charset=utf-8',
      // no-transform: compression would hold messages back until a buffer is full
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
  },
});
