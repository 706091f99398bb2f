import { isAscii } from 'node:buffer';
import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  Agent as PlainAgent,
  request as requestPlain,
} from 'node:http';
import { request as requestSecure, Agent as SecureAgent } from 'node:https';
import type { Readable } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';

export type HttpAnswer = { status: number; headers: IncomingHttpHeaders; text: string };

/** Posts JSON and gives the whole answer, of whatever status. */
export type PostJson = (body: string) => Promise<HttpAnswer>;

/** The whole answer was not there in time. */
export class HttpTimeoutError extends Error {
  override name = 'HttpTimeoutError';
}

/** Blocks come seconds apart: a connection that lasts until the next spares it a handshake. */
const IDLE_MS = 30_000;

/**
 * The way to one address, by connections that are kept. Node's own client in place of `fetch`, which makes a request, a
 * response and several streams of each question, and has the framework's cache around it: a new block waits for all of
 * that (npm run bench:fresh).
 *
 * Rejects with {@link HttpTimeoutError}, `RangeError` for an answer longer than `maxBytes`, and the errors of the
 * system. Throws a `TypeError` for what is no address.
 */
export function createPostJson(
  address: string,
  { timeoutMs, maxBytes }: { timeoutMs: number; maxBytes: number },
): PostJson {
  const url = new URL(address);
  const isSecure = url.protocol === 'https:';
  const open = isSecure ? requestSecure : requestPlain;
  const agent = new (isSecure ? SecureAgent : PlainAgent)({ keepAlive: true, timeout: IDLE_MS });

  /** @param isSecond on a connection of its own: of those that are kept, others may be closed as well */
  const post = (body: string, until: number, isSecond = false): Promise<HttpAnswer> =>
    new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        accept: 'application/json',
        'accept-encoding': 'gzip',
        'user-agent': 'ampledge', // some firewalls turn away who does not say a name
      };
      const request = open(url, { agent: isSecond ? false : agent, method: 'POST', headers });
      let isSettled = false;
      const settle = (end: () => void): void => {
        if (isSettled) return;
        isSettled = true;
        clearTimeout(limit);
        end();
      };
      const fail = (error: unknown): void =>
        settle(() => {
          request.destroy();
          reject(error);
        });
      const limit = setTimeout(() => fail(new HttpTimeoutError('no answer in time')), until - Date.now());
      let hasAnswer = false;
      request.on('error', (error: NodeJS.ErrnoException) => {
        // The other side may close a connection just when it is used again: it has read nothing of this, then.
        const wasClosed = error.code === 'ECONNRESET' || error.code === 'EPIPE';
        if (isSecond || hasAnswer || !request.reusedSocket || !wasClosed) fail(error);
        else settle(() => resolve(post(body, until, true)));
      });
      request.on('response', (response) => {
        hasAnswer = true;
        readWhole(response, maxBytes).then((text) => {
          const { statusCode: status = 0, headers } = response;
          settle(() => resolve({ status, headers, text }));
        }, fail);
      });
      request.end(body);
    });

  return (body) => post(body, Date.now() + timeoutMs);
}

/** The body at once, which costs a fraction of what decoding it piece by piece does. */
async function readWhole(response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  await new Promise<void>((resolve, reject) => {
    response.on('error', reject);
    unpacked(response)
      .on('error', reject)
      .on('end', resolve)
      .on('data', (chunk: Uint8Array) => {
        bytes += chunk.byteLength;
        if (bytes > maxBytes) reject(new RangeError('the answer is too long'));
        else chunks.push(chunk);
      });
  });
  const whole = Buffer.concat(chunks, bytes);
  // Hex and names of fields, as a rule: read several times as fast for what they are.
  return isAscii(whole) ? whole.toString('latin1') : whole.toString();
}

/** A refusal may have the header and no body: what ends early is no error here, since it is no JSON either. */
const unpacked = (response: IncomingMessage): Readable =>
  response.headers['content-encoding'] === 'gzip'
    ? response.pipe(createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }))
    : response;
