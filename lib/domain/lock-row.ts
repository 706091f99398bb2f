import type { LockRow } from './api';
import type { Lock } from './entities';
import { lockStatus } from './lock-status';
import { managerKindOf } from './partition';

/** A lock as answers show it at a second of chain time. */
export const toLockRow = (lock: Lock, timestamp: number): LockRow => ({
  ...lock,
  kind: managerKindOf(lock.pool),
  now: lockStatus(lock, timestamp),
});

/** The lock of a row. */
export const lockOfRow = ({ now: _, kind: __, ...lock }: LockRow): Lock => lock;
