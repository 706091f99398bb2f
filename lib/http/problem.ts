import type { z } from 'zod';
import type { Problem } from '@/lib/domain/api';

/** Every way a route can refuse, with its HTTP status and title. */
export const problemKinds = {
  'invalid-input': { status: 400, title: 'The request is not understood' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'This method is not offered here' },
  'too-large': { status: 413, title: 'The request is too large' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong here' },
  full: { status: 503, title: 'No room for another' },
  'not-ready': { status: 503, title: 'Not ready yet' },
} as const;
export type ProblemKind = keyof typeof problemKinds;

type Details = {
  /** for people: what happened and what to do; nothing of the server's inside */
  detail?: string;
  errors?: { path: string; message: string }[];
  headers?: Record<string, string>;
};

/** A refusal on its way to the client. Anything else that is thrown becomes `internal`, without its message. */
export class HttpProblem extends Error {
  constructor(
    readonly kind: ProblemKind,
    readonly details: Details = {},
    options?: ErrorOptions,
  ) {
    super(details.detail ?? problemKinds[kind].title, options);
    this.name = 'HttpProblem';
  }
}

/** The problem as its RFC 9457 document. */
export function problemDocument({ kind, details: { detail, errors } }: HttpProblem): Problem {
  const { status, title } = problemKinds[kind];
  return { type: `urn:ampledge:problem:${kind}`, title, status, detail, errors };
}

export function problemResponse(problem: HttpProblem): Response {
  const document = problemDocument(problem);
  return new Response(JSON.stringify(document), {
    status: document.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...problem.details.headers,
    },
  });
}

/** More than these help nobody, and a request may have thousands of mistakes. */
const MOST_ERRORS = 20;
const LONGEST_PATH = 100;

/** What is wrong with the input, place by place. What the client wrote is repeated in part only. */
export function inputProblem(all: readonly { path: string; message: string }[]): HttpProblem {
  const errors = all
    .slice(0, MOST_ERRORS)
    .map(({ path, message }) => ({ path: path.slice(0, LONGEST_PATH), message }));
  const more = all.length > errors.length ? `; and ${all.length - errors.length} more` : '';
  const detail = errors.map((e) => `${e.path}: ${e.message}`).join('; ') + more;
  return new HttpProblem('invalid-input', { detail, errors });
}

/** What a schema found, as `path: message` lines; a key that is not known gets a line of its own. */
export function invalidInput(part: 'params' | 'query' | 'body', error: z.ZodError): HttpProblem {
  return inputProblem(
    error.issues.flatMap((issue) => {
      const at = (keys: PropertyKey[]) => [part, ...keys.map(String)].join('.');
      return issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: at([...issue.path, key]), message: 'is not known here' }))
        : [{ path: at(issue.path), message: issue.message }];
    }),
  );
}
