import { Agent, request } from 'node:http';
import { PassThrough } from 'node:stream';
import { createGunzip } from 'node:zlib';
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
      // Whoever asks for `*` may get it packed.
      const unpacked = response.headers['content-encoding'] === 'gzip' ? createGunzip() : new PassThrough();
      let text = '';
      const done = () =>
        resolve({ status: response.statusCode ?? 0, type, body: text, ms: performance.now() - started });
      unpacked.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        if (!type.startsWith('text/event-stream') && text.length < MOST_BYTES) return;
        done();
        response.destroy();
      });
      unpacked.once('end', done);
      unpacked.once('error', reject);
      response.once('error', reject);
      response.pipe(unpacked);
    });
    sent.end(bytes ?? undefined);
  });
}
