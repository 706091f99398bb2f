import { describe, expect, test } from 'vitest';
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
  head: { block: block(1), receivedAt: T * 1000 },
  stream: 'open',
  pollFailed: false,
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

  test('a page opened on an old block says so at once', () => {
    const head = { block: block(1, T - 600), receivedAt: T * 1000 };
    expect(ageOf(head, T * 1000)).toBeGreaterThan(500);
  });

  test('a chain whose clock runs ahead of ours is as fresh as its last block', () => {
    const head = { block: block(1, T + 86_400), receivedAt: T * 1000 };
    expect(ageOf(head, (T + 3) * 1000)).toBe(3);
  });
});

test('chain time goes on from the head by this clock, and never back', () => {
  const head = { block: block(1), receivedAt: 5_000_000 };
  expect(chainTimeAt(head, 5_002_900)).toBe(T + 2);
  expect(chainTimeAt(head, 4_000_000)).toBe(T);
});

test('an older block does not become the head, except after a rollback', () => {
  const store = createLiveStore(block(10));
  store.sawBlock(block(9));
  expect(store.get().head?.block.number).toBe(10);
  store.sawBlock(block(9), true);
  expect(store.get().head?.block.number).toBe(9);
});
