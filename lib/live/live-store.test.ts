import { describe, expect, test, vi } from 'vitest';
import type { BlockRef } from '@/lib/domain/entities';
import { ageOf, chainTimeAt, createLiveStore, freshnessOf, type LiveState } from './live-store';

const T = 1_800_000_000;
const block = (number: number, timestamp = T): BlockRef => ({
  number,
  hash: `0x${number.toString(16).padStart(64, '0')}`,
  timestamp,
  finality: 'latest',
});
const state = (change: Partial<LiveState>): LiveState => ({
  head: { block: block(1), newAt: T * 1000 },
  stream: 'open',
  pollFailed: false,
  agreement: null,
  ...change,
});

describe('how fresh the page is', () => {
  test.each([
    ['live', state({}), 1],
    ['live', state({}), 29],
    ['stale', state({}), 31],
    ['polling', state({ stream: 'closed' }), 1],
    ['down', state({ stream: 'closed', pollFailed: true }), 1],
    ['stale', state({ head: null }), 1],
  ] as const)('%s', (expected, given, seconds) => {
    expect(freshnessOf(given, (T + seconds) * 1000)).toBe(expected);
  });

  test('a page opened on an old block says so at once, and no longer when the stream brings a new one', () => {
    vi.useFakeTimers({ now: T * 1000 });
    const store = createLiveStore(block(1, T - 600));
    expect(freshnessOf({ ...store.get(), stream: 'open' }, Date.now())).toBe('stale');
    // The chain's clock is behind ours for good: after a pause, or on a machine whose clock is wrong.
    store.heard(block(2, T - 599));
    expect(freshnessOf({ ...store.get(), stream: 'open' }, Date.now())).toBe('live');
    vi.useRealTimers();
  });

  test('a chain whose clock runs ahead of ours is as fresh as its last block', () => {
    vi.useFakeTimers({ now: T * 1000 });
    const { head } = createLiveStore(block(1, T + 86_400)).get();
    expect(head && ageOf(head, (T + 3) * 1000)).toBe(3);
    vi.useRealTimers();
  });
});

test('chain time goes on from the head by this clock, and never back', () => {
  const head = { block: block(1), newAt: 5_000_000 };
  expect(chainTimeAt(head, 5_002_900)).toBe(T + 2);
  expect(chainTimeAt(head, 4_000_000)).toBe(T);
});

test('a block that is read is news only when it is another one and no older; one that is heard always is', () => {
  vi.useFakeTimers({ now: T * 1000 });
  const store = createLiveStore(block(10));
  vi.setSystemTime((T + 20) * 1000);
  store.read(block(9));
  store.read(block(10));
  expect(store.get().head).toEqual({ block: block(10), newAt: T * 1000 });
  store.heard(block(8, T + 20));
  expect(store.get().head).toEqual({ block: block(8, T + 20), newAt: (T + 20) * 1000 });
  vi.useRealTimers();
});
