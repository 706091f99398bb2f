/** A call as it goes to the node. */
export type RpcCall = { jsonrpc: '2.0'; id: number; method: string; params?: unknown };

/** Sends calls to the node and returns its answer; rejects when that is no JSON, too large, or does not come. */
export type Upstream = (calls: readonly RpcCall[], signal: AbortSignal) => Promise<unknown>;

/** The node's answer to a whole batch may have so many bytes. */
export const MOST_ANSWER_BYTES = 8 * 1024 * 1024;
const TIMEOUT_MS = 10_000;

export class AnswerTooLargeError extends Error {
  override name = 'AnswerTooLargeError';
}

/** Signed transactions go to one node only: a second would say that it knows them already. */
const changes = (calls: readonly RpcCall[]): boolean =>
  calls.some(({ method }) => method === 'eth_sendRawTransaction');

/**
 * Asks the first node, and where it does not answer, the next. Throws what the last one threw.
 * @param urls best first; asked for anew with every batch
 */
export const httpUpstream =
  (urls: () => readonly string[], mostBytes = MOST_ANSWER_BYTES): Upstream =>
  async (calls, signal) => {
    let reason: unknown = new Error('there is no node');
    for (const url of changes(calls) ? urls().slice(0, 1) : urls()) {
      try {
        return await ask(url, calls, signal, mostBytes);
      } catch (error) {
        if (error instanceof AnswerTooLargeError || signal.aborted) throw error;
        reason = error;
      }
    }
    throw reason;
  };

async function ask(
  url: string,
  calls: readonly RpcCall[],
  signal: AbortSignal,
  mostBytes: number,
): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(calls),
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > mostBytes) throw new AnswerTooLargeError();
    chunks.push(chunk);
  }
  const answer: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  // A node that refuses the batch as such (a limit, a key that ran out) says so in one object: the next may not.
  if (!Array.isArray(answer)) throw new Error('the node refused the batch');
  return answer;
}
