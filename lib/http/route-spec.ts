import type { z } from 'zod';
import type { BlockRef } from '@/lib/domain/entities';
import type { RateLimit } from './rate-limit';

/** What a route's file says of its own; everything else is the same for all of them (`define-route.ts`). */
export type Schema = z.ZodType;
export type Parsed<S extends Schema | undefined> = S extends Schema ? z.output<S> : undefined;

export type RouteInput<
  Params extends Schema | undefined,
  Query extends Schema | undefined,
  Body extends Schema | undefined,
> = {
  params?: Params;
  query?: Query;
  body?: Body;
  /** of the body, 16 kB unless said */
  maxBytes?: number;
};

/** What the API's document says of a route: the same schemas that it answers with, and a few words. */
export type RouteFacts = {
  /** as in the API's document, `/api/pools/{id}`: the name in logs and metrics, and part of the cache's key */
  route: string;
  method?: 'GET' | 'POST';
  /** what it answers, in a line */
  summary: string;
  input?: RouteInput<Schema | undefined, Schema | undefined, Schema | undefined>;
  /** encodes what the handler returns; left out where the handler returns its own `Response` */
  output?: Schema;
  /** of such a `Response`, for the document */
  answers?: { mediaType: string; schema?: Schema; description: string };
  /** request headers that it reads, and what for */
  headers?: Record<string, string>;
  limit?: RateLimit;
  /** what a 404 says when the handler returns null */
  notFound?: string;
};

export type RouteCall<
  Runtime,
  Params extends Schema | undefined,
  Query extends Schema | undefined,
  Body extends Schema | undefined,
> = {
  runtime: Runtime;
  request: Request;
  params: Parsed<Params>;
  query: Parsed<Query>;
  body: Parsed<Body>;
  /** Takes more of the client's tokens, for a request that stands for several. Throws `too-many-requests`. */
  charge: (tokens: number) => void;
};

export type RouteSpec<
  Runtime,
  Params extends Schema | undefined,
  Query extends Schema | undefined,
  Body extends Schema | undefined,
  Output extends Schema,
> = RouteFacts & {
  input?: RouteInput<Params, Query, Body>;
  output?: Output;
  /** at which block an answer was read: it is kept until there is a newer one. Left out: nothing is kept */
  cache?: (answer: z.output<Output>) => BlockRef;
  handler: (
    call: RouteCall<Runtime, Params, Query, Body>,
  ) => Promise<z.output<Output> | Response | null> | z.output<Output> | Response | null;
};

type Context = { params: Promise<Record<string, string | string[] | undefined>> };
export type Handler = (request: Request, context: Context) => Promise<Response>;
type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
export type RouteHandlers = Record<Method, Handler>;

/** What the document knows of each route, by the handler that Next calls. */
const described = new WeakMap<Handler, RouteFacts>();

export const describeHandler = (handler: Handler, facts: RouteFacts): void => {
  described.set(handler, facts);
};

/** What was said of the routes in these modules. Throws for one that no `defineRoute` made. */
export const factsOf = (modules: readonly Partial<Pick<RouteHandlers, 'GET' | 'POST'>>[]): RouteFacts[] =>
  modules.map(({ GET, POST }) => {
    const facts = (GET && described.get(GET)) ?? (POST && described.get(POST));
    if (!facts) throw new TypeError('this module has no route of defineRoute');
    return facts;
  });
