import { expect, it } from 'vitest';
import { createSchedule } from './schedule';

it('gives what is due, earliest first, and each thing once', () => {
  const schedule = createSchedule<{ at: number; what: string }>();
  schedule.add({ at: 30, what: 'c' }, { at: 10, what: 'a' }, { at: 20, what: 'b' });
  expect(schedule.take(20).map(({ what }) => what)).toEqual(['a', 'b']);
  expect(schedule.take(20)).toEqual([]);
  expect(schedule.size()).toBe(1);
  schedule.clear();
  expect(schedule.take(100)).toEqual([]);
});
