import { QueryClient } from '@tanstack/react-query';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keys } from '@/lib/live/queries';
import { catchUp } from './catch-up';

const SENT_IN = 10;
const pool = `0x${'cc'.repeat(32)}` as const;

/** A page on which an answer stands that was read at block 9; the server is a block further with each question. */
function page(steps: number[]) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const asked: number[] = [];
  const queryFn = async () => {
    const number = steps[asked.length] ?? steps.at(-1) ?? 0;
    asked.push(number);
    return { at: { number } };
  };
  client.setQueryDefaults(keys.pool(pool), { queryFn });
  client.setQueryData(keys.pool(pool), { at: { number: 9 } });
  return { client, asked };
}
const topics = [{ topic: 'pool', id: pool } as const];

afterEach(() => {
  vi.useRealTimers();
});

describe('reading what was written', () => {
  it('asks until the server has the block, and no more', async () => {
    vi.useFakeTimers();
    const { client, asked } = page([9, 9, 10, 11]);
    const there = catchUp(client, topics, SENT_IN);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await there).toBe(true);
    expect(asked).toEqual([9, 9, 10]);
    expect(client.getQueryData(keys.pool(pool))).toEqual({ at: { number: 10 } });
  });

  it('asks nothing for what is there already, or is not on the page', async () => {
    const { client, asked } = page([11]);
    client.setQueryData(keys.pool(pool), { at: { number: 10 } });
    expect(await catchUp(client, [...topics, { topic: 'pools' }], SENT_IN)).toBe(true);
    expect(asked).toEqual([]);
  });

  it('gives up after half a minute with a server that stays behind', async () => {
    vi.useFakeTimers();
    const { client, asked } = page([9]);
    const there = catchUp(client, topics, SENT_IN);
    await vi.advanceTimersByTimeAsync(29_000);
    const before = asked.length;
    expect(before).toBeGreaterThan(50);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await there).toBe(false);
  });
});
