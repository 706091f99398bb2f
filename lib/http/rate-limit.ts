/**
 * A token bucket a client. Memory is bounded: when `clients` are known, the one that asked longest ago is forgotten,
 * which gives it a full bucket again.
 */
export type RateLimit = { perMinute: number; burst: number };

export type RateLimiter = {
  /** Takes one token, or as many as said. Returns 0, or the seconds until so many are there again. */
  take(client: string, tokens?: number): number;
};

export function createRateLimiter(
  { perMinute, burst }: RateLimit,
  { clients = 10_000, now = Date.now }: { clients?: number; now?: () => number } = {},
): RateLimiter {
  const perMs = perMinute / 60_000;
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take(client, wanted = 1) {
      const at = now();
      const before = buckets.get(client);
      const tokens = before ? Math.min(burst, before.tokens + (at - before.at) * perMs) : burst;
      const left = tokens >= wanted ? tokens - wanted : tokens;
      // Deleting first moves the client to the young end of the map's order.
      buckets.delete(client);
      buckets.set(client, { tokens: left, at });
      const oldest = buckets.keys().next();
      if (buckets.size > clients && !oldest.done) buckets.delete(oldest.value);
      return tokens >= wanted ? 0 : Math.ceil((wanted - tokens) / perMs / 1000);
    },
  };
}
