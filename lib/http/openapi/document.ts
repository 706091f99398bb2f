import { problem } from '@/lib/domain/api';
import { type ProblemKind, problemKinds } from '../problem';
import type { RouteFacts, Schema } from '../route-spec';
import { componentSchemas, type JsonSchema, schemaFor } from './components';

export type OpenApiDocument = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, unknown>>;
  [more: string]: unknown;
};
type Operation = {
  operationId: string;
  summary: string;
  description?: string;
  parameters: Parameter[];
  requestBody?: unknown;
  responses: Record<string, unknown>;
};
type Parameter = {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: JsonSchema;
  description?: string;
};

/** The API as OpenAPI 3.1, from what its routes say of themselves. */
export function openApiDocument(routes: readonly RouteFacts[], version: string): OpenApiDocument {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Ampledge',
      version,
      description:
        'Collateral behind payments, read from the chain. Amounts are decimal strings of wei; all numbers of an ' +
        'answer come from the block that its `at` names, which is also in the header `x-block`. Addresses and ids ' +
        'are hexadecimal, in answers in lower case. Nothing here needs a key or a session.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [],
    paths: Object.fromEntries(routes.map((facts) => [facts.route, pathOf(facts)])),
    components: { schemas: componentSchemas(), responses: problemResponses(), headers: HEADERS },
  };
}

const HEADERS = {
  ETag: { description: 'Names this answer; weak.', schema: { type: 'string' } },
  'X-Block': { description: 'The block that it was read at.', schema: { type: 'string', pattern: '^\\d+$' } },
  'X-Stale': {
    description: 'Present when reading failed and this is the last answer, of the block that it names.',
    schema: { const: 'true' },
  },
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'string', pattern: '^\\d+$' } },
  Allow: { description: 'The methods that there are.', schema: { type: 'string' } },
};
const header = (name: keyof typeof HEADERS) => ({ [name]: { $ref: `#/components/headers/${name}` } });

function problemResponses(): Record<string, unknown> {
  const named: Partial<Record<ProblemKind, Record<string, unknown>>> = {
    'method-not-allowed': header('Allow'),
    'too-many-requests': header('Retry-After'),
    'not-ready': header('Retry-After'),
  };
  return Object.fromEntries(
    Object.entries(problemKinds).map(([kind, { title }]) => [
      kind,
      {
        description: title,
        content: { 'application/problem+json': { schema: schemaFor(problem) } },
        // Entries of a record keyed by the kind: the key is one.
        ...(named[kind as ProblemKind] && { headers: named[kind as ProblemKind] }),
      },
    ]),
  );
}

function pathOf(facts: RouteFacts): Record<string, Operation> {
  const { method = 'GET', route } = facts;
  return { [method.toLowerCase()]: { ...operationOf(facts), operationId: operationId(method, route) } };
}

/** `get /api/pools/{id}/history` → `getPoolsIdHistory` */
const operationId = (method: string, route: string): string =>
  [method.toLowerCase(), ...(route.match(/[A-Za-z]+/g) ?? []).slice(1)]
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');

function operationOf(facts: RouteFacts): Omit<Operation, 'operationId'> {
  const { summary, input = {}, headers = {}, limit } = facts;
  return {
    summary,
    ...(limit && {
      description: `At most ${limit.perMinute} a minute and client, ${limit.burst} of them at once.`,
    }),
    parameters: [
      ...parametersOf('path', input.params),
      ...parametersOf('query', input.query),
      ...Object.entries(headers).map(([name, description]): Parameter => headerParameter(name, description)),
      ...(keepsEtag(facts) ? [headerParameter('If-None-Match', 'The ETag of an answer that you have.')] : []),
    ],
    ...(input.body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaFor(input.body) } } },
    }),
    responses: { 200: success(facts), ...(keepsEtag(facts) && { 304: NOT_MODIFIED }), ...refusals(facts) },
  };
}

const keepsEtag = ({ method = 'GET', output }: RouteFacts): boolean =>
  method === 'GET' && output !== undefined;
const NOT_MODIFIED = {
  description: 'You have this answer already.',
  headers: { ...header('ETag'), ...header('X-Block') },
};

const headerParameter = (name: string, description: string): Parameter => ({
  name,
  in: 'header',
  required: false,
  schema: { type: 'string' },
  description,
});

/** One parameter a property of the object that the part of the request is parsed as. */
function parametersOf(place: 'path' | 'query', schema: Schema | undefined): Parameter[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaFor(schema) as {
    properties?: Record<string, JsonSchema>;
    required?: string[];
  }; // params and query are objects, whatever else they are
  return Object.entries(properties).map(([name, { description, ...property }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
    ...(typeof description === 'string' && { description }),
  }));
}

function success({ output, answers, cache }: RouteFacts & { cache?: unknown }): unknown {
  const headers = output && {
    ...header('ETag'),
    ...(cache !== undefined && { ...header('X-Block'), ...header('X-Stale') }),
  };
  const mediaType = answers?.mediaType ?? 'application/json';
  const schema = answers?.schema ?? output;
  return {
    description: answers?.description ?? 'The answer.',
    ...(headers && { headers }),
    content: { [mediaType]: schema ? { schema: schemaFor(schema) } : { schema: { type: 'string' } } },
  };
}

function refusals({ method = 'GET', notFound, input }: RouteFacts): Record<string, unknown> {
  const kinds: ProblemKind[] = [
    'invalid-input',
    ...(notFound !== undefined ? ['not-found' as const] : []),
    'method-not-allowed',
    ...(method === 'POST' || input?.body ? ['too-large' as const] : []),
    'too-many-requests',
    'internal',
    'not-ready',
  ];
  return Object.fromEntries(
    kinds.map((kind) => [problemKinds[kind].status, { $ref: `#/components/responses/${kind}` }]),
  );
}
