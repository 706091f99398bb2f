import { describe, expect, test } from 'vitest';
import { isGuaranteed, lockStatus, lockStatuses } from './lock-status';

const lock = { settleBy: 100, expiresAt: 200 };

describe('the status of a lock', () => {
  test.each([
    ['open', 99, 'open'],
    ['open', 100, 'overdue'],
    ['open', 199, 'overdue'],
    ['open', 200, 'expired'],
    ['claimed', 150, 'claimed'],
    ['claimed', 199, 'claimed'],
    ['claimed', 200, 'expired'],
    ['released', 50, 'released'],
    ['released', 500, 'released'],
    ['drawn', 500, 'drawn'],
  ] as const)('%s at second %i reads %s', (status, timestamp, expected) => {
    expect(lockStatus({ ...lock, status }, timestamp)).toBe(expected);
  });

  test('a merchant is sure of the money while it is open, overdue or claimed, and then only', () => {
    expect(lockStatuses.filter(isGuaranteed)).toEqual(['open', 'overdue', 'claimed']);
  });
});
