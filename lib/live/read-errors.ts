import type { Problem } from '@/lib/domain/api';

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
