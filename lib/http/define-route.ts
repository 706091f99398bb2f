import { z } from 'zod';
import type { BlockRef } from '@/lib/domain/entities';
import { type AnswerCache, createAnswerCache, etagOf, matchesEtag, type WireAnswer } from './answer-cache';
import type { Log } from './log';
import { isNotReady } from './not-ready';
import { HttpProblem, invalidInput, problemResponse } from './problem';
import { clientOf, createRateLimiter, type RateLimit } from './rate-limit';
import { parseJson, readBody } from './read-body';

/**
 * One place for what every route does the same way: strict input, limits, one answer a block, problem documents.
 * A route's file says only what is its own.
 */
type Schema = z.ZodType;
type Parsed<S extends Schema | undefined> = S extends Schema ? z.output<S> : undefined;

export type RouteSpec<
  Runtime,
  Params extends Schema | undefined,
  Query extends Schema | undefined,
  Body extends Schema | undefined,
  Output extends Schema,
> = {
  /** as in the API's document, `/api/pools/{id}`: part of the cache's key */
  route: string;
  method?: 'GET' | 'POST';
  input?: { params?: Params; query?: Query; body?: Body; maxBytes?: number };
  /** encodes what the handler returns; left out where the handler returns its own `Response` */
  output?: Output;
  /** at which block an answer was read: it is kept until a newer one comes. Left out: nothing is kept */
  cache?: (answer: z.output<Output>) => BlockRef;
  limit?: RateLimit;
  /** what a 404 says when the handler returns null */
  notFound?: string;
  handler: (call: {
    runtime: Runtime;
    request: Request;
    params: Parsed<Params>;
    query: Parsed<Query>;
    body: Parsed<Body>;
  }) => Promise<z.output<Output> | Response | null>;
};

type Context = { params: Promise<Record<string, string | string[] | undefined>> };
type Handler = (request: Request, context: Context) => Promise<Response>;
type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
export type RouteHandlers = Record<Method, Handler>;

/** Enough for a page and its neighbours, too little for a scraper without manners. */
const GENEROUS: RateLimit = { perMinute: 1_200, burst: 300 };

export type RouteWorld<Runtime> = {
  /** throws `NotReadyError` */
  getRuntime: () => Promise<Runtime>;
  /** hash of the newest block, null before there is one */
  headOf: (runtime: Runtime) => string | null;
  log: Log;
  cache?: AnswerCache;
};

/** @param world what routes stand on; given once, so that a test can stand them on something else */
export function createDefineRoute<Runtime>(world: RouteWorld<Runtime>) {
  const cache = world.cache ?? createAnswerCache();

  return function defineRoute<
    Output extends Schema,
    Params extends Schema | undefined = undefined,
    Query extends Schema | undefined = undefined,
    Body extends Schema | undefined = undefined,
  >(spec: RouteSpec<Runtime, Params, Query, Body, Output>): RouteHandlers {
    const { method = 'GET', input = {}, output, limit = GENEROUS } = spec;
    const limiter = createRateLimiter(limit);
    const allow = method === 'GET' ? 'GET, HEAD, OPTIONS' : 'POST, OPTIONS';

    const answer = async (request: Request, context: Context): Promise<Response> => {
      const wait = limiter.take(clientOf(request));
      if (wait > 0) {
        throw new HttpProblem('too-many-requests', {
          detail: `Try again in ${wait} s.`,
          headers: { 'retry-after': String(wait) },
        });
      }
      const params = parsed('params', input.params, await context.params);
      const query = parsed('query', input.query ?? NO_QUERY, searchOf(request));
      const body = input.body
        ? parsed('body', input.body, parseJson(await readBody(request, input.maxBytes ?? 16 * 1024)))
        : undefined;
      const runtime = await world.getRuntime();

      const call = () =>
        spec.handler({
          runtime,
          request,
          // Each was parsed with its own schema, or has none and is undefined.
          params: params as Parsed<Params>,
          query: (input.query ? query : undefined) as Parsed<Query>,
          body: body as Parsed<Body>,
        });

      const { cache: blockOf } = spec;
      if (!output || !blockOf) {
        const result = await call();
        if (result instanceof Response) return result;
        return wireResponse(request, wire(output, required(result, spec.notFound), null));
      }
      const head = world.headOf(runtime);
      const read = async () => {
        const result = await call();
        if (result instanceof Response) throw new TypeError(`${spec.route} keeps a response`);
        const value = required(result, spec.notFound);
        const at = blockOf(value);
        // Of a past block: good until the next head, which may tell that the block is no longer one.
        return { ...wire(output, value, at.number), hash: namesBlock(query) ? head : at.hash };
      };
      const question = `${spec.route} ${stableKey(params)} ${stableKey(query)}`;
      const served = await cache.get(question, head, read, isRefusal);
      return wireResponse(request, served.answer, served.stale);
    };

    const guarded: Handler = async (request, context) => {
      try {
        return await answer(request, context);
      } catch (error) {
        return problemResponse(asProblem(error, spec.route, world.log));
      }
    };
    const refuse: Handler = async () =>
      problemResponse(new HttpProblem('method-not-allowed', { detail: `Use ${allow}.`, headers: { allow } }));
    const head: Handler = async (request, context) => {
      const full = await guarded(request, context);
      await full.body?.cancel();
      return new Response(null, { status: full.status, headers: full.headers });
    };
    const options: Handler = async () => new Response(null, { status: 204, headers: { allow } });
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

const NO_QUERY = z.strictObject({});

/** Does the question say at which block it is to be answered? */
const namesBlock = (query: unknown): boolean =>
  typeof query === 'object' && query !== null && 'block' in query && query.block !== undefined;

const isRefusal = (error: unknown): boolean => error instanceof HttpProblem || isNotReady(error);

function parsed(part: 'params' | 'query' | 'body', schema: Schema | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (!result.success) throw invalidInput(part, result.error);
  return result.data;
}

/** The query as an object; a name given twice is refused, since one of its values would be dropped in silence. */
function searchOf(request: Request): Record<string, string> {
  const search = new URL(request.url).searchParams;
  const twice = [...new Set(search.keys())].filter((name) => search.getAll(name).length > 1);
  if (twice.length > 0) {
    const errors = twice.map((name) => ({ path: `query.${name}`, message: 'is given more than once' }));
    throw new HttpProblem('invalid-input', { detail: `${twice.join(', ')} given more than once`, errors });
  }
  return Object.fromEntries(search);
}

function required<Value>(value: Value | null, notFound = 'There is nothing here.'): Value {
  if (value === null) throw new HttpProblem('not-found', { detail: notFound });
  return value;
}

function wire<Output extends Schema>(
  schema: Output | undefined,
  value: z.output<Output>,
  block: number | null,
): WireAnswer {
  const json = schema ? z.encode(schema, value) : value;
  const body = new TextEncoder().encode(JSON.stringify(json));
  return { body, etag: etagOf(body), block };
}

function wireResponse(request: Request, { body, etag, block }: WireAnswer, stale = false): Response {
  const headers = new Headers({ 'cache-control': 'no-cache', etag });
  if (block !== null) headers.set('x-block', String(block));
  if (stale) headers.set('x-stale', 'true');
  if (matchesEtag(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers });
  }
  headers.set('content-type', 'application/json');
  return new Response(body, { headers });
}

function asProblem(error: unknown, route: string, log: Log): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (isNotReady(error)) {
    return new HttpProblem('not-ready', { detail: error.message, headers: { 'retry-after': '2' } });
  }
  log.error('a route failed', { route, error });
  return new HttpProblem('internal', { detail: 'The failure is logged. Trying again may help.' });
}

/** The same text for the same input, whatever the order of its keys. */
function stableKey(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'bigint') return `${part}n`;
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
