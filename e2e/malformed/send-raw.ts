import { Agent, request } from 'node:http';
import type { RawRequest } from './arbitrary-request';

export type RawAnswer = { status: number; type: string; body: string; ms: number };

const agent = new Agent({ keepAlive: true, maxSockets: 4 });

/** Enough to see what an answer is; a stream never ends, and is left once it has begun. */
const MOST_BYTES = 256 * 1024;

/** Sends it as it is written. Rejects when no answer has begun, or it has not ended, in time. */
export function sendRaw(
  baseUrl: string,
  { method, path, headers, body }: RawRequest,
  { client, withinMs }: { client: string; withinMs: number },
): Promise<RawAnswer> {
  const { hostname, port } = new URL(baseUrl);
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const bytes = body === null ? null : Buffer.from(body, 'utf8');
    const sent = request({
      ...{ agent, hostname, port, method, path },
      headers: {
        ...headers,
        'x-forwarded-for': client,
        ...(bytes && { 'content-length': String(bytes.byteLength) }),
      },
      signal: AbortSignal.timeout(withinMs),
    });
    sent.once('error', reject);
    sent.once('response', (response) => {
      const type = response.headers['content-type'] ?? '';
      let text = '';
      const done = () =>
        resolve({ status: response.statusCode ?? 0, type, body: text, ms: performance.now() - started });
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        if (!type.startsWith('text/event-stream') && text.length < MOST_BYTES) return;
        done();
        response.destroy();
      });
      response.once('end', done);
      response.once('error', reject);
    });
    sent.end(bytes ?? undefined);
  });
}
