/**
 * A token bucket a client. Memory is bounded: when `clients` are known, the one that asked longest ago is forgotten,
 * which gives it a full bucket again.
 */
export type RateLimit = { perMinute: number; burst: number };

export type RateLimiter = {
  /** Takes one token. Returns 0, or the seconds until one is there again. */
  take(client: string): number;
};

export function createRateLimiter(
  { perMinute, burst }: RateLimit,
  { clients = 10_000, now = Date.now }: { clients?: number; now?: () => number } = {},
): RateLimiter {
  const perMs = perMinute / 60_000;
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(client) {
      const at = now();
      const before = buckets.get(client);
      const tokens = before ? Math.min(burst, before.tokens + (at - before.at) * perMs) : burst;
      const left = tokens >= 1 ? tokens - 1 : tokens;
      // Deleting first moves the client to the young end of the map's order.
      buckets.delete(client);
      buckets.set(client, { tokens: left, at });
      const oldest = buckets.keys().next();
      if (buckets.size > clients && !oldest.done) buckets.delete(oldest.value);
      return tokens >= 1 ? 0 : Math.ceil((1 - tokens) / perMs / 1000);
    },
  };
}

/**
 * Who asks: the last hop in `X-Forwarded-For`. Next fills it in from the socket, a proxy in front appends to it; what
 * stands further left is the client's own claim.
 */
export const clientOf = (request: Request): string =>
  request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown';
