import { describe, expect, test } from 'vitest';
import { entityKey } from './entity-key';
import { reduceEvents } from './reduce';
import {
  at,
  context,
  drawn,
  END,
  event,
  FIRST,
  HOUR,
  id,
  locked,
  POOL,
  released,
  SHOP,
  staked,
  withLock,
  worldAfter,
} from './testing/told-events';

describe('what an event means for a payment', () => {
  test('a lock counts in its pool, in the epoch it ends in and in the hour it was made', () => {
    const { lookup } = worldAfter(withLock);
    expect(lookup('lock', entityKey.lock(id(1), 'pool'))).toMatchObject({
      amount: 300n,
      remaining: 300n,
      drawn: 0n,
      status: 'open',
      endEpoch: END,
      claimMaturesAt: null,
      lockedAt: at(3),
      closedAt: null,
    });
    expect(lookup('pool', POOL)).toMatchObject({ locked: 300n, latestLockEnd: END });
    expect(lookup('epoch', entityKey.epoch(FIRST, END))).toMatchObject({ lockEnd: 300n });
    expect(lookup('hour', entityKey.hour(POOL, HOUR))).toMatchObject({
      guaranteedCount: 1,
      guaranteedWei: 300n,
      guaranteedCents: 1840n,
    });
  });

  test('cents of another currency are not added to dollars', () => {
    const { lookup } = worldAfter([...withLock, locked(id(2), 100n, 400n, at(4), '0x455552')]);
    expect(lookup('hour', entityKey.hour(POOL, HOUR))).toMatchObject({
      guaranteedCount: 2,
      guaranteedCents: 1840n,
    });
  });

  test('a part released leaves the lock open; the rest closes it', () => {
    const { lookup } = worldAfter([...withLock, released(id(1), 100n, 200n, 200n, at(4))]);
    expect(lookup('lock', entityKey.lock(id(1), 'pool'))).toMatchObject({
      status: 'open',
      remaining: 200n,
      closedAt: null,
    });
    expect(lookup('hour', entityKey.hour(POOL, HOUR))).toMatchObject({ releasedCount: 0 });
    const end = worldAfter([
      ...withLock,
      released(id(1), 100n, 200n, 200n, at(4)),
      released(id(1), 200n, 0n, 0n, at(5)),
    ]);
    expect(end.lookup('lock', entityKey.lock(id(1), 'pool'))).toMatchObject({
      status: 'released',
      remaining: 0n,
      closedAt: at(5),
    });
    expect(end.lookup('epoch', entityKey.epoch(FIRST, END))).toMatchObject({ lockEnd: 0n });
    expect(end.lookup('hour', entityKey.hour(POOL, HOUR))).toMatchObject({ releasedCount: 1 });
    expect(end.lookup('pool', POOL)).toMatchObject({ locked: 0n, latestLockEnd: END });
  });

  const claimed = event(
    'LockClaimed',
    { paymentId: id(1), pool: POOL, merchant: SHOP, maturesAt: HOUR + 500 },
    at(4),
  );

  test('a claim notes when it matures, and outlives a part released or drawn', () => {
    const { lookup } = worldAfter([
      ...withLock,
      claimed,
      released(id(1), 100n, 200n, 200n),
      drawn(id(1), 50n, 150n, 950n),
    ]);
    expect(lookup('lock', entityKey.lock(id(1), 'pool'))).toMatchObject({
      status: 'claimed',
      claimMaturesAt: HOUR + 500,
      remaining: 150n,
      drawn: 50n,
      closedAt: null,
    });
  });

  test('a draw is a loss of the pool and the payment of the merchant', () => {
    const { lookup } = worldAfter([...withLock, drawn(id(1), 300n, 0n, 700n)]);
    expect(lookup('lock', entityKey.lock(id(1), 'pool'))).toMatchObject({
      status: 'drawn',
      drawn: 300n,
      remaining: 0n,
      closedAt: at(6),
    });
    expect(lookup('pool', POOL)).toMatchObject({ assets: 700n, locked: 0n, lastDrawAt: HOUR + 6 });
    expect(lookup('hour', entityKey.hour(POOL, HOUR))).toMatchObject({ drawnCount: 1, drawnWei: 300n });
  });

  test('a skipped lock changes nothing', () => {
    const skipped = event('LockSkipped', { paymentId: id(5), pool: POOL, reason: '0x' });
    expect(reduceEvents(worldAfter(staked).lookup, [skipped], context)).toEqual([]);
  });
});
