import { z } from 'zod';
import { inputProblem, invalidInput } from './problem';
import type { Schema } from './route-spec';

/** Parses one part of a request. Throws an `invalid-input` problem that names every path. */
export function parsed(
  part: 'params' | 'query' | 'body',
  schema: Schema | undefined,
  value: unknown,
): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (!result.success) throw invalidInput(part, result.error);
  return result.data;
}

/** A parsed part of the input, and the text that stands for it in the cache's key. */
export type Input = { value: unknown; key: string };

export const toInput = (value: unknown): Input => ({ value, key: stableKey(value) });

const NO_QUERY = z.strictObject({});

/**
 * Reads the query of requests by `schema`; without one, no query is allowed. Most requests have none: what that comes
 * to is worked out once.
 */
export function createQueryReader(schema: Schema = NO_QUERY): (url: string) => Input {
  const empty = schema.safeParse({});
  const ofNone = empty.success ? toInput(empty.data) : null;
  return (url) => {
    const search = searchOf(url);
    if (search === '' && ofNone) return ofNone;
    return toInput(parsed('query', schema, withoutTwins(new URLSearchParams(search))));
  };
}

/** What follows the question mark; a `Request` has no fragment that could follow it. */
function searchOf(url: string): string {
  const mark = url.indexOf('?');
  return mark === -1 ? '' : url.slice(mark + 1);
}

/** The query as an object; a name given twice is refused, since one of its values would be dropped in silence. */
function withoutTwins(search: URLSearchParams): Record<string, string> {
  const once = new Set<string>();
  const twice = new Set<string>();
  for (const name of search.keys()) (once.has(name) ? twice : once).add(name);
  if (twice.size > 0) {
    throw inputProblem(
      [...twice].map((name) => ({ path: `query.${name}`, message: 'is given more than once' })),
    );
  }
  return Object.fromEntries(search);
}

/** The same text for the same input, whatever the order of its keys. */
function stableKey(value: unknown): string {
  if (value === undefined) return '';
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'bigint') return `${part}n`;
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
