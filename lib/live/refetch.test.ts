import { type QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createQueryClient } from './query-client';
import { createRefetch } from './refetch';

const EVERY_MS = 100;
const ANSWER_MS = 250;
let client: QueryClient;
let leave: () => void = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  client = createQueryClient();
});
afterEach(() => {
  leave();
  client.clear();
  vi.useRealTimers();
});

/** An answer on screen that takes longer than blocks do. */
function show() {
  let asked = 0;
  const observer = new QueryObserver(client, {
    queryKey: ['pools'],
    initialData: 0,
    queryFn: async ({ signal }) => {
      asked += 1;
      const answer = asked;
      await new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
      signal.throwIfAborted();
      return answer;
    },
  });
  leave = observer.subscribe(() => {});
  return { asked: () => asked, shown: () => client.getQueryData(['pools']) };
}

test('blocks that come faster than answers do not keep an answer from coming', async () => {
  const page = show();
  const { refetch } = createRefetch(client, EVERY_MS);
  for (let block = 0; block < 20; block += 1) {
    refetch(['pools']);
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(page.shown()).toBeGreaterThanOrEqual(2);
  expect(page.asked()).toBeLessThanOrEqual(5);
});

test('after a reorg what is on its way is called back', async () => {
  const page = show();
  const { refetch } = createRefetch(client, EVERY_MS);
  refetch(['pools']);
  await vi.advanceTimersByTimeAsync(50);
  refetch(['pools'], 'anew');
  await vi.advanceTimersByTimeAsync(ANSWER_MS - 50);
  expect(page.shown()).toBe(0); // the first one would be here
  await vi.advanceTimersByTimeAsync(50);
  expect(page.shown()).toBe(2);
});

test('lists by different filters are different answers: none is forgotten for another', async () => {
  const invalidate = vi.spyOn(client, 'invalidateQueries');
  const { refetch } = createRefetch(client, EVERY_MS);
  const lists = [{ limit: 5 }, { limit: 10 }, { minAmount: 7n }].map((filter) => ['locks', filter]);
  for (const list of lists) refetch(list);
  await vi.advanceTimersByTimeAsync(10 * EVERY_MS);
  expect(invalidate.mock.calls.map(([asked]) => asked?.queryKey)).toEqual(lists);
});
