import { afterEach, expect, test, vi } from 'vitest';
import { judge, median, type Verdict, verdictLine } from './verdict';

const latency: Verdict = { what: 'head to row, p95', figure: 12.34, goal: 20, better: 'less', unit: 'ms' };
const rate: Verdict = { what: 'to the floor', figure: 0.496, goal: 0.5, better: 'more', unit: 'times' };

afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

test('a line names the figure, the goal and what of', () => {
  expect(verdictLine(latency)).toBe('reached  12.3 ms, at most 20 ms: head to row, p95');
  expect(verdictLine(rate)).toBe('MISSED   0.496 times, at least 0.5 times: to the floor');
  expect(verdictLine({ ...rate, figure: 71_234.4, goal: 1_000 })).toContain('71,234 times, at least 1,000');
});

test('only a missed goal changes how the process ends', () => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  expect(judge(latency)).toBe(true);
  expect(process.exitCode).toBeUndefined();
  expect(judge(rate)).toBe(false);
  expect(process.exitCode).toBe(1);
});

test.each(['more', 'less'] as const)('a figure that is no number misses its goal (%s)', (better) => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  expect(judge({ ...latency, better, figure: Number.NaN })).toBe(false);
});

test('the median is the middle, or between the two middle ones', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([9, 1, 5, 6])).toBe(5.5);
  expect(() => median([])).toThrow(RangeError);
});
