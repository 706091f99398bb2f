/** The server runs but has nothing to answer from yet. The message is for visitors: what is missing, what helps. */
export class NotReadyError extends Error {
  override name = 'NotReadyError';
}

/**
 * By name and not by class: the runtime is made in the bundle of instrumentation, whose class is another one than that
 * of the route or the page that asks.
 */
export const isNotReady = (error: unknown): error is Error =>
  error instanceof Error && error.name === 'NotReadyError';
