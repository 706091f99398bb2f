import { SEEN_BLOCK } from '@/lib/domain/api';
import { blockOfLiveId, liveId, type SeenBlock } from '@/lib/domain/live-id';
import { type AnswerCache, createAnswerCache, type Served } from './answer-cache';
import { clientOf } from './client-address';
import type { Log } from './log';
import type { Observe } from './metrics/http-metrics';
import { isNotReady, NotReadyError } from './not-ready';
import { HttpProblem, problemResponse } from './problem';
import { createRateLimiter, type RateLimit } from './rate-limit';
import { parseJson, readBody } from './read-body';
import { createQueryReader, parsed, toInput } from './read-input';
import {
  describeHandler,
  type Handler,
  type Parsed,
  type RouteHandlers,
  type RouteSpec,
  type Schema,
} from './route-spec';
import { toWire, wireResponse } from './wire';

/** Enough for a page and its neighbours, too little for a scraper without manners. */
const GENEROUS: RateLimit = { perMinute: 1_200, burst: 300 };

export type RouteWorld<Runtime> = {
  /** throws `NotReadyError` */
  getRuntime: () => Promise<Runtime>;
  /** the newest block, null before there is one */
  headOf: (runtime: Runtime) => { number: number; hash: string } | null;
  /** true once the server was told to end: what comes then is refused, what came before is answered */
  isStopping?: () => boolean;
  log: Log;
  cache?: AnswerCache;
  /** told of every request that was answered */
  observe?: Observe;
};

/**
 * One place for what every route does the same way: strict input, limits, one answer a block, problem documents.
 * A route's file says only what is its own.
 * @param world what routes stand on; given once, so that a test can stand them on something else
 */
export function createDefineRoute<Runtime>(world: RouteWorld<Runtime>) {
  const cache = world.cache ?? createAnswerCache();
  const { log, observe = () => {} } = world;

  return function defineRoute<
    Output extends Schema,
    Params extends Schema | undefined = undefined,
    Query extends Schema | undefined = undefined,
    Body extends Schema | undefined = undefined,
  >(spec: RouteSpec<Runtime, Params, Query, Body, Output>): RouteHandlers {
    const { route, method = 'GET', input = {}, output, limit = GENEROUS, cache: blockOf } = spec;
    const limiter = createRateLimiter(limit);
    const readQuery = createQueryReader(input.query);
    const allow = method === 'GET' ? 'GET, HEAD, OPTIONS' : 'POST, OPTIONS';

    const charge = (request: Request, tokens?: number) => {
      const wait = limiter.take(clientOf(request), tokens);
      if (wait === 0) return;
      throw new HttpProblem('too-many-requests', {
        detail: `Try again in ${wait} s.`,
        headers: { 'retry-after': String(wait) },
      });
    };

    const answer = async (request: Request, context: Parameters<Handler>[1]): Promise<Answered> => {
      if (world.isStopping?.()) throw new NotReadyError('The server is stopping.');
      charge(request);
      const params = toInput(parsed('params', input.params, input.params && (await context.params)));
      const query = readQuery(request.url);
      const body = input.body
        ? parsed('body', input.body, parseJson(await readBody(request, input.maxBytes ?? 16 * 1024)))
        : undefined;
      const runtime = await world.getRuntime();

      const call = async () =>
        spec.handler({
          runtime,
          request,
          // Each was parsed with its own schema, or has none and is undefined.
          params: params.value as Parsed<Params>,
          query: (input.query ? query.value : undefined) as Parsed<Query>,
          body: body as Parsed<Body>,
          charge: (tokens) => charge(request, tokens),
        });

      if (!output || !blockOf) {
        const result = await call();
        if (result instanceof Response) return { response: result };
        return { response: wireResponse(request, toWire(output, required(result, spec.notFound), null)) };
      }
      const head = world.headOf(runtime);
      const seen = seenBlock(request);
      // The client has heard of another block from the stream, or from another instance, which may have told it an instant
      // before us: the database has it, what is kept here does not.
      const isAhead = head !== null && seen !== null && isNews(seen, head);
      const block = isAhead ? `after ${liveId(seen)}` : (head?.hash ?? null);
      const read = async () => {
        const result = await call();
        if (result instanceof Response) throw new TypeError(`${route} keeps a response`);
        const value = required(result, spec.notFound);
        const at = blockOf(value);
        // Of a block that was asked for by its number nothing changes but by a reorg, which changes the head.
        return {
          ...toWire(output, value, at.number),
          hash: namesBlock(query.value) && !isAhead ? block : at.hash,
        };
      };
      const served = await cache.get(`${route} ${params.key} ${query.key}`, block, read, isRefusal);
      return { response: wireResponse(request, served.answer, served.from === 'old'), from: served.from };
    };

    const guarded: Handler = async (request, context) => {
      const started = performance.now();
      const { response, from } = await answer(request, context).catch(
        (error): Answered => ({ response: problemResponse(asProblem(error, route, log)) }),
      );
      const ms = performance.now() - started;
      observe({ route, method: request.method, status: response.status, ms, from });
      log.debug('answered', { route, method: request.method, status: response.status, ms: Math.round(ms) });
      return response;
    };
    const refuse: Handler = async (request) => {
      observe({ route, method: request.method, status: 405, ms: 0 });
      return problemResponse(
        new HttpProblem('method-not-allowed', { detail: `Use ${allow}.`, headers: { allow } }),
      );
    };
    const head: Handler = async (request, context) => {
      const full = await guarded(request, context);
      await full.body?.cancel();
      return new Response(null, { status: full.status, headers: full.headers });
    };
    const options: Handler = async () => new Response(null, { status: 204, headers: { allow } });
    describeHandler(guarded, spec);
    return {
      GET: method === 'GET' ? guarded : refuse,
      HEAD: method === 'GET' ? head : refuse,
      POST: method === 'POST' ? guarded : refuse,
      PUT: refuse,
      PATCH: refuse,
      DELETE: refuse,
      OPTIONS: options,
    };
  };
}

type Answered = { response: Response; from?: Served['from'] };

const isRefusal = (error: unknown): boolean => error instanceof HttpProblem || isNotReady(error);

/** Instances are not further apart; whoever claims to have seen more would only have every answer read anew. */
const MOST_AHEAD = 64;

/** The newest block that a page has seen, which it must not be taken back from; null for whatever is none. */
function seenBlock(request: Request): SeenBlock | null {
  const given = request.headers.get(SEEN_BLOCK);
  return given !== null && /^\d{1,15}-0x[\da-f]{64}$/.test(given) ? blockOfLiveId(given) : null;
}

/** A newer block, or another of the same height: a reorg that is not heard of here yet. */
const isNews = (seen: SeenBlock, head: SeenBlock): boolean =>
  seen.number === head.number
    ? seen.hash !== head.hash
    : seen.number > head.number && seen.number <= head.number + MOST_AHEAD;

/** Did the client ask for a block by its number? */
const namesBlock = (query: unknown): boolean =>
  typeof query === 'object' && query !== null && 'block' in query && query.block !== undefined;

function required<Value>(value: Value | null, notFound = 'There is nothing here.'): Value {
  if (value === null) throw new HttpProblem('not-found', { detail: notFound });
  return value;
}

function asProblem(error: unknown, route: string, log: Log): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (isNotReady(error)) {
    return new HttpProblem('not-ready', { detail: error.message, headers: { 'retry-after': '2' } });
  }
  log.error('a route failed', { route, error });
  return new HttpProblem('internal', { detail: 'The failure is logged. Trying again may help.' });
}
