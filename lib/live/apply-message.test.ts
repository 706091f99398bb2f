import type { QueryKey } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import type { LiveDelta, PoolsAnswer } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { applyMessage } from './apply-message';
import { keys } from './queries';
import { createQueryClient } from './query-client';

const EPOCH = 60;
const START = 1_800_000_000;
/** A block of one of two branches. */
const hash = (number: number, branch = 0): Hex =>
  `0x${(number * 16 + branch).toString(16).padStart(64, '0')}`;

const poolsAt = (number: number, branch = 0): PoolsAnswer => ({
  at: { number, hash: hash(number, branch), timestamp: START + number, finality: 'latest' },
  price: null,
  epochLength: EPOCH,
  pools: [],
});
const delta = (number: number, branch = 0, parentBranch = branch): LiveDelta => ({
  type: 'delta',
  block: {
    number,
    hash: hash(number, branch),
    parentHash: hash(number - 1, parentBranch),
    timestamp: START + number,
  },
  events: [],
});

function page(held: PoolsAnswer) {
  const client = createQueryClient();
  client.setQueryData(keys.pools(), held);
  const refetched: QueryKey[] = [];
  return {
    hear: (message: LiveDelta) => applyMessage(client, message, EPOCH, (key) => refetched.push(key)),
    at: () => client.getQueryData<PoolsAnswer>(keys.pools())?.at,
    refetched,
  };
}

test('the block that comes next is folded in', () => {
  const { hear, at, refetched } = page(poolsAt(5));
  hear(delta(6));
  expect(at()?.hash).toBe(hash(6));
  expect(refetched).toEqual([]);
});

test('what the answer holds already changes nothing', () => {
  const { hear, at, refetched } = page(poolsAt(5));
  hear(delta(4));
  hear(delta(5));
  expect(at()?.hash).toBe(hash(5));
  expect(refetched).toEqual([]);
});

test.each([
  ['after a gap', delta(7)],
  ['of the same height on another branch', delta(5, 1, 0)],
  ['that comes next on another branch', delta(6, 1)],
])('a block %s is not folded in: the answer is fetched again', (_when, message) => {
  const { hear, at, refetched } = page(poolsAt(5));
  hear(message);
  expect(at()?.hash).toBe(hash(5));
  expect(refetched).toEqual([keys.pools()]);
});
