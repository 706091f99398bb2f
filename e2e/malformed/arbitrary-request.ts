import fc from 'fast-check';
import type { OpenApiDocument } from '@/lib/http/openapi/document';

/** A request as it goes over the wire: the path as it is written, escapes and all. */
export type RawRequest = {
  /** the route that it was made for */
  route: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | null;
};

type Schema = { type?: string; pattern?: string; enum?: string[]; const?: string; anyOf?: Schema[] };
type Operation = OpenApiDocument['paths'][string][string];

/** Texts that have been too much for somebody, somewhere. */
const ODD_TEXTS = [
  ...[
    '',
    ' ',
    '.',
    '..',
    '/',
    '\\',
    '%',
    '%%',
    '%0',
    '%zz',
    '%00',
    '%0d%0aX: y',
    '%2e%2e%2f',
    '%c0%af',
    '%ff',
    '%u0041',
  ],
  ...[
    '0',
    '-1',
    '1.5',
    '1e400',
    '0x',
    '0xzz',
    'NaN',
    'Infinity',
    '9'.repeat(100),
    '00000000000000000001',
    '+1',
  ],
  ...['null', 'undefined', 'true', '[]', '{}', '[object Object]', '__proto__', 'constructor', 'toString'],
  ...[
    "' or 1=1 --",
    '"; drop table locks; --',
    '#{7*7}',
    '{{7*7}}',
    '<script>alert(1)</script>',
    '$(id)',
    '../../etc/passwd',
  ],
  ...['é', '💥', '\u202e', '\ud800', '\u0000', '\ufeff', 'ſ', '٣', 'a'.repeat(3_000), '💥'.repeat(300)],
  ...[
    `0x${'f'.repeat(64)}`,
    `0x${'F'.repeat(40)}`,
    `0X${'0'.repeat(40)}`,
    `0x${'0'.repeat(41)}`,
    `${'ab'.repeat(32)}`,
  ],
];

const oddText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ODD_TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.bigInt().map(String) },
);

const hex = (digits: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdefABCDEF'), { minLength: digits, maxLength: digits })
    .map((d) => `0x${d.join('')}`);

/** Something that the schema lets through, so that a request gets past the parameter before the odd one. */
function fitting({ type, pattern, enum: options, const: only, anyOf }: Schema): fc.Arbitrary<string> {
  if (only !== undefined) return fc.constant(only);
  if (options) return fc.constantFrom(...options);
  if (anyOf) return fc.oneof(...anyOf.map(fitting));
  if (type === 'integer') return fc.integer({ min: 1, max: 100 }).map(String);
  const digits = /^\^0x\[0-9a-fA-F\]\{(\d+)\}\$$/.exec(pattern ?? '')?.[1];
  if (digits) return hex(Number(digits));
  return fc.constantFrom('1', 'BTC', '12-3', '0');
}

/** `encodeURIComponent`, also of what is no text: half a character becomes a mark that stands for it. */
const escaped = (text: string): string => encodeURIComponent(Buffer.from(text).toString());
/** As it is where HTTP lets it through, so that broken escapes stay broken. */
const raw = (text: string): string => text.replace(/[^\x21-\x7e]|[?#]/g, escaped);

const value = (schema: Schema): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 2, arbitrary: fitting(schema).map(escaped) },
    { weight: 2, arbitrary: oddText.map(escaped) },
    { weight: 1, arbitrary: oddText.map(raw) },
  );

/** A query of known names with values of every kind, unknown names, names given twice, and things that are no query. */
function query(parameters: { name: string; schema: Schema }[]): fc.Arbitrary<string> {
  const known = parameters.map(({ name, schema }) => value(schema).map((text) => `${name}=${text}`));
  const unknown = fc
    .tuple(oddText.map(escaped), oddText.map(escaped))
    .map(([name, text]) => `${name}=${text}`);
  const part = fc.oneof(
    { weight: 3, arbitrary: known.length > 0 ? fc.oneof(...known) : unknown },
    { weight: 1, arbitrary: unknown },
  );
  const pairs = fc.array(part, { maxLength: 5 });
  const twice = pairs.map((list) => [...list, ...list.slice(0, 1)]);
  return fc.oneof(
    { weight: 5, arbitrary: pairs.map((list) => list.join('&')) },
    { weight: 1, arbitrary: twice.map((list) => list.join('&')) },
    { weight: 1, arbitrary: oddText.map(raw) },
    { weight: 1, arbitrary: fc.constant(Array.from({ length: 1_500 }, (_, n) => `k${n}=`).join('&')) },
  );
}

const METHODS = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'REPORT',
  'PURGE',
];

const headerValue = oddText.map((text) => text.replace(/[^\x20-\x7e]/g, '?').slice(0, 2_000));
const headers = fc.dictionary(
  fc.constantFrom(
    ...[
      'if-none-match',
      'if-modified-since',
      'if-match',
      'range',
      'last-event-id',
      'accept',
      'accept-encoding',
    ],
    ...[
      'content-type',
      'content-encoding',
      'origin',
      'referer',
      'cookie',
      'authorization',
      'x-forwarded-host',
    ],
    ...[
      'x-forwarded-proto',
      'x-ampledge-client',
      'x-nonce',
      'x-http-method-override',
      'x-middleware-subrequest',
    ],
    ...[
      'next-action',
      'next-router-state-tree',
      'next-router-prefetch',
      'rsc',
      'x-nextjs-data',
      'x-invoke-path',
    ],
  ),
  fc.oneof(
    headerValue,
    fc.constantFrom(
      '*',
      '1',
      'W/"a", "b"',
      'bytes=0-',
      'bytes=5-1,9-',
      'gzip',
      'application/json',
      'text/xml',
      '1-0x12',
    ),
  ),
  { maxKeys: 4 },
);

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const rpc = fc
  .record({
    jsonrpc: fc.constantFrom('2.0', '1.0', 2),
    id: fc.oneof(fc.integer(), fc.constant(null), oddText),
    method: fc.constantFrom(
      'eth_call',
      'eth_getLogs',
      'eth_sendRawTransaction',
      'eth_chainId',
      'eth_getBlockByNumber',
      'evm_mine',
    ),
    params: fc.oneof(
      fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 3 }),
      fc.jsonValue({ maxDepth: 2 }),
    ),
  })
  .map((call) => JSON.stringify(call));
const body = fc.oneof(
  { weight: 3, arbitrary: rpc },
  { weight: 1, arbitrary: fc.array(rpc, { maxLength: 60 }).map((calls) => `[${calls.join(',')}]`) },
  { weight: 2, arbitrary: fc.json() },
  { weight: 2, arbitrary: oddText.map((text) => JSON.stringify({ address: text })) },
  { weight: 2, arbitrary: oddText },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '{',
      '[1,',
      '{"a":1,"a":2}',
      '{"__proto__":{"x":1}}',
      deep(20_000),
      '"'.padEnd(200_000, 'x'),
      '\u0000\u0001',
    ),
  },
);

/** Requests for one route: mostly its own method and something wrong with one part, sometimes with all of them. */
function requestFor(
  route: string,
  method: string,
  { parameters, requestBody }: Operation,
): fc.Arbitrary<RawRequest> {
  const of = (place: string) =>
    parameters.filter((p) => p.in === place).map(({ name, schema }) => ({ name, schema: schema as Schema })); // JSON Schema, of which this reads a part
  const path = fc
    .tuple(...of('path').map(({ name, schema }) => value(schema).map((text) => [name, text] as const)))
    .map((values) => values.reduce((text, [name, part]) => text.replace(`{${name}}`, () => part), route));
  const suffix = fc.oneof(
    { weight: 12, arbitrary: fc.constant('') },
    {
      weight: 1,
      arbitrary: fc.constantFrom('/', '//', '/.', '/..', '/%2e%2e', ';a=b', '%2f', '%00', '.json', '/%'),
    },
  );
  const own = fc.constant(method.toUpperCase());
  const verb = fc.oneof({ weight: 5, arbitrary: own }, { weight: 1, arbitrary: fc.constantFrom(...METHODS) });
  const sent =
    method === 'post' || requestBody ? body : fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, body);
  return fc
    .record({
      verb,
      path,
      suffix,
      headers,
      sent,
      search: fc.option(query(of('query')), { nil: null, freq: 3 }),
    })
    .map(({ verb, path, suffix, headers, sent, search }) => ({
      route,
      method: verb,
      path: `${path}${suffix}${search === null ? '' : `?${search}`}`,
      headers,
      body: verb === 'TRACE' ? null : sent,
    }));
}

/** Any request that the document can be misread as. */
export const arbitraryRequest = ({ paths }: OpenApiDocument): fc.Arbitrary<RawRequest> =>
  fc.oneof(
    ...Object.entries(paths).flatMap(([route, item]) =>
      Object.entries(item).map(([method, operation]) => requestFor(route, method, operation)),
    ),
    fc.tuple(fc.constantFrom(...METHODS), oddText.map(raw), headers).map(([method, text, sent]) => ({
      route: '(none)',
      method,
      path: `/api/${text}`,
      headers: sent,
      body: null,
    })),
  );
