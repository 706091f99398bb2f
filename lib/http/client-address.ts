import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/**
 * Who asks. A route sees headers alone, all of which a client can make up, so the one that names the client is written
 * here, when the request has just come in, from what the socket says.
 */
const HEADER = 'x-ampledge-client';

/** Where limits are kept by client; `unknown` outside of a server. */
export const clientOf = (request: Request): string => request.headers.get(HEADER) ?? 'unknown';

/**
 * The client's address: the socket's, or where `hops` proxies of ours stand in front, the one that the outermost of
 * them saw. Each proxy appends to `X-Forwarded-For` whom it saw; what stands further left is the client's own claim.
 */
export function clientAddress(
  socket: string | undefined,
  forwardedFor: string | undefined,
  hops: number,
): string {
  const chain = [...(forwardedFor?.split(',') ?? []), socket ?? ''].map((part) => part.trim());
  // A request that came past the proxies names too few: then the socket is all there is.
  return networkOf(chain.at(-1 - hops) || (socket ?? 'unknown'));
}

/** An IPv6 client has a whole network of addresses: it counts as one, by its first 64 bits. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain.slice(0, 64);
  const [head = '', tail = ''] = plain.split('%', 1).join('').split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  const groups = plain.includes('::') ? [...left, ...zeros, ...right] : left;
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** From now on, every request to this process names its client. */
export function nameClients(hops: number): void {
  subscribe('http.server.request.start', (message) => {
    // Node's documentation says what this channel carries.
    const { request } = message as { request: IncomingMessage };
    const forwarded = request.headers['x-forwarded-for'];
    const list = Array.isArray(forwarded) ? forwarded.join(',') : forwarded;
    request.headers[HEADER] = clientAddress(request.socket.remoteAddress, list, hops);
  });
}
