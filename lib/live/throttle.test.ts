import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createThrottle } from './throttle';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first call runs at once, the last of a burst at its end, and the keys do not mix', () => {
  const ran: string[] = [];
  const throttle = createThrottle(100);
  for (const call of ['a1', 'a2', 'a3']) throttle.run('a', () => ran.push(call));
  throttle.run('b', () => ran.push('b1'));
  expect(ran).toEqual(['a1', 'b1']);
  vi.advanceTimersByTime(100);
  expect(ran).toEqual(['a1', 'b1', 'a3']);
});

test('a steady stream of calls runs once a period, and the last one is not lost', () => {
  const ran: number[] = [];
  const throttle = createThrottle(100);
  for (let i = 0; i < 100; i += 1) {
    throttle.run('a', () => ran.push(i));
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(200);
  expect(ran.length).toBeGreaterThanOrEqual(10);
  expect(ran.length).toBeLessThanOrEqual(12);
  expect(ran.at(-1)).toBe(99);
});

test('after clear nothing runs', () => {
  const ran: number[] = [];
  const throttle = createThrottle(100);
  throttle.run('a', () => ran.push(1));
  throttle.run('a', () => ran.push(2));
  throttle.clear();
  vi.advanceTimersByTime(1000);
  expect(ran).toEqual([1]);
});
