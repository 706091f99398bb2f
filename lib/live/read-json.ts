import { z } from 'zod';
import { type Problem, problem } from '@/lib/domain/api';
import { seenHeaders } from './seen-block';

/** The server refused, with its problem document. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ProblemError';
  }
}

/** The server could not be reached, or answered something that is not ours. */
export class UnreachableError extends Error {
  override name = 'UnreachableError';
}

/** GETs a route and parses its answer. Throws {@link ProblemError} or {@link UnreachableError}; aborts pass through. */
export async function readJson<Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  init: RequestInit = {},
): Promise<z.output<Schema>> {
  let response: Response;
  try {
    response = await fetch(path, {
      ...init,
      headers: { accept: 'application/json', ...seenHeaders(), ...init.headers },
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new UnreachableError('The server does not answer.', { cause: error });
  }
  const body: unknown = await response.json().catch(() => null);
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
