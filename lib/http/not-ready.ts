/** The server runs but has nothing to answer from yet. The message is for visitors: what is missing, what helps. */
export class NotReadyError extends Error {
  override name = 'NotReadyError';
}
