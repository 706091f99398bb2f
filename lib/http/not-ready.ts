/**
 * The server runs but has nothing to answer from yet. The message is for visitors: what is missing, what helps.
 *
 * Instrumentation, routes and pages are bundled apart, so each has a class of its own: one is told by its name, or
 * the error that the runtime throws would be a stranger to the page that asked.
 */
export class NotReadyError extends Error {
  override name = 'NotReadyError';

  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'NotReadyError';
  }
}
