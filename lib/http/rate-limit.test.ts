import { describe, expect, it } from 'vitest';
import { createRateLimiter } from './rate-limit';

describe('createRateLimiter', () => {
  const at = (limit: { perMinute: number; burst: number }, clients?: number) => {
    let time = 0;
    const limiter = createRateLimiter(limit, { clients, now: () => time });
    return { take: (client = 'a') => limiter.take(client), pass: (ms: number) => (time += ms) };
  };

  it('lets a burst through, then says how long to wait', () => {
    const { take } = at({ perMinute: 60, burst: 3 });
    expect([take(), take(), take()]).toEqual([0, 0, 0]);
    expect(take()).toBe(1);
  });

  it('fills again with time, never over the burst', () => {
    const { take, pass } = at({ perMinute: 60, burst: 2 });
    take();
    take();
    pass(1_000);
    expect(take()).toBe(0);
    expect(take()).toBe(1);
    pass(3_600_000);
    expect([take(), take(), take()]).toEqual([0, 0, 1]);
  });

  it('does not let one client spend the tokens of another', () => {
    const { take } = at({ perMinute: 1, burst: 1 });
    expect(take('a')).toBe(0);
    expect(take('a')).toBe(60);
    expect(take('b')).toBe(0);
  });

  it('takes several tokens at once for a request that stands for several', () => {
    const limiter = createRateLimiter({ perMinute: 60, burst: 5 }, { now: () => 0 });
    expect(limiter.take('a', 3)).toBe(0);
    expect(limiter.take('a', 3)).toBe(1);
    expect(limiter.take('a', 2)).toBe(0);
  });

  it('forgets the client that asked longest ago when it knows too many', () => {
    const { take } = at({ perMinute: 1, burst: 1 }, 2);
    take('a');
    take('b');
    take('a');
    take('c');
    expect(take('a')).toBeGreaterThan(0);
    expect(take('b')).toBe(0);
  });
});
