import { z } from 'zod';
import { problem } from '@/lib/domain/api';
import { ProblemError, UnreachableError } from './read-errors';
import { seenHeaders } from './seen-block';

/** Longer than a server takes to give up a reading, so that it is the one to say why. */
const PATIENCE_MS = 20_000;

/** GETs a route and parses its answer. Throws {@link ProblemError} or {@link UnreachableError}; aborts pass through. */
export async function readJson<Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  init: RequestInit = {},
): Promise<z.output<Schema>> {
  const late = AbortSignal.timeout(PATIENCE_MS);
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(path, {
      ...init,
      // A server that stands still would keep the page from asking another one.
      signal: init.signal ? AbortSignal.any([init.signal, late]) : late,
      headers: { accept: 'application/json', ...seenHeaders(), ...init.headers },
    });
    body = await response.json().catch((error: unknown) => {
      if (error instanceof SyntaxError) return null;
      throw error;
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new UnreachableError('The server does not answer.', { cause: error });
  }
  if (!response.ok) {
    const refusal = problem.safeParse(body);
    if (refusal.success) throw new ProblemError(refusal.data);
    throw new UnreachableError(`The server answered ${response.status} without a reason.`);
  }
  const answer = schema.safeParse(body);
  if (!answer.success) {
    throw new UnreachableError(`The server's answer is not understood: ${z.prettifyError(answer.error)}`);
  }
  return answer.data;
}
