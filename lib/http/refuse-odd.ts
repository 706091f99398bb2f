import type { IncomingMessage, ServerResponse } from 'node:http';
import { headersForAll, headersForApi } from './fixed-headers.mjs';
import { HttpProblem, problemDocument } from './problem';

/** What routes answer, be it with a refusal in words; for others Next has an empty answer. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * Why a request to the API is refused before it is looked at; null for one that a route can read, and for whatever is
 * not the API's. Next would answer these with a page, a redirect or nothing, where a client wants a problem document.
 */
export function whyOdd(method: string, url: string): HttpProblem | null {
  const path = url.split('?', 1)[0] ?? '';
  if (!isOfApi(path)) return null;
  if (!METHODS.has(method)) {
    const allow = [...METHODS].join(', ');
    return new HttpProblem('method-not-allowed', { detail: `Use one of ${allow}.`, headers: { allow } });
  }
  const decoded = decode(path);
  if (decoded === null) {
    return new HttpProblem('invalid-input', { detail: 'The address has an escape that stands for nothing.' });
  }
  // Two slashes, a last one, a backslash, dots that climb, and what cannot be written: no route has any of them.
  if (/\/\/|\/$|\\|\/\.{1,2}(?:\/|$)|\p{Cc}/u.test(decoded)) {
    return new HttpProblem('not-found', { detail: 'The API has nothing at this address.' });
  }
  return null;
}

/** Also where it is written so that it becomes the API's only once it is tidied up. */
const isOfApi = (path: string): boolean => /^[/\\]+api(?:[/\\]|$)/.test(path);

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** Answers such a request; false leaves any other to whoever is next. */
export function refuseOdd(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  const problem = whyOdd(incoming.method ?? '', incoming.url ?? '/');
  if (!problem) return false;
  const document = problemDocument(problem);
  for (const { key, value } of [...headersForAll, ...headersForApi]) outgoing.setHeader(key, value);
  outgoing.writeHead(document.status, {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    // A body that nobody reads may still be on its way.
    connection: 'close',
    ...problem.details.headers,
  });
  outgoing.end(incoming.method === 'HEAD' ? undefined : JSON.stringify(document));
  return true;
}
