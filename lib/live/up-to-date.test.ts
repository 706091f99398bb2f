import { QueryObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import type { SeenBlock } from '@/lib/domain/live-id';
import { createQueryClient } from './query-client';
import { askAgainWhenOvertaken, upToDate } from './up-to-date';

const block = (number: number, branch = 'a'): SeenBlock => ({ number, hash: `${number}${branch}` });

/** Answers one after the other, each with what the stream has brought by then. */
function line(...turns: { at: SeenBlock; seen: SeenBlock | null }[]) {
  let asked = 0;
  return {
    ask: async () => ({ at: turns[asked++]?.at }),
    seen: () => turns[asked - 1]?.seen ?? null,
    asked: () => asked,
  };
}

test.each([
  ['a block has overtaken', block(141), block(142)],
  ['a reorg has overtaken', block(142, 'b'), block(142)],
])('an answer that %s is asked for again', async (_what, at, seen) => {
  const answers = line({ at, seen }, { at: block(142), seen: block(142) });
  expect(await upToDate(answers.ask, answers.seen)).toEqual({ at: block(142) });
  expect(answers.asked()).toBe(2);
});

test('one that is as new as the stream, or newer, is taken', async () => {
  for (const seen of [block(141, 'b'), block(142), null]) {
    const answers = line({ at: block(142), seen });
    await upToDate(answers.ask, answers.seen);
    expect(answers.asked()).toBe(1);
  }
});

test('one of no block is taken', async () => {
  for (const answer of [
    {},
    { at: null },
    { at: { number: '5', hash: '5a' } },
    { at: { number: 5 } },
    null,
    'text',
  ]) {
    expect(
      await upToDate(
        async () => answer,
        () => block(142),
      ),
    ).toBe(answer);
  }
});

test('where each is overtaken, the third is taken', async () => {
  const turns = [141, 142, 143, 144].map((number) => ({ at: block(number), seen: block(number + 1) }));
  const { ask, seen, asked } = line(...turns);
  expect(await upToDate(ask, seen)).toEqual({ at: block(143) });
  expect(asked()).toBe(3);
});

test('a failure is the caller’s', async () => {
  await expect(
    upToDate(
      () => Promise.reject(new Error('away')),
      () => block(142),
    ),
  ).rejects.toThrow('away');
});

test('what was taken although overtaken is asked for again, one by one and as pages; what is folded in is not', async () => {
  const client = createQueryClient();
  let at = block(141);
  const leave = [
    new QueryObserver(client, { queryKey: ['pools'], queryFn: async () => ({ at }) }),
    new QueryObserver(client, {
      queryKey: ['ledger'],
      queryFn: async () => ({ pages: [{ at: block(142) }, { at }] }),
    }),
    new QueryObserver(client, { queryKey: ['name'], queryFn: async () => ({ name: 'a' }) }),
  ].map((observer) => observer.subscribe(() => {}));
  const asked: unknown[] = [];
  leave.push(
    askAgainWhenOvertaken(
      client,
      () => block(142),
      (key) => asked.push(key),
    ),
  );

  await vi.waitFor(() => expect(asked).toEqual([['pools'], ['ledger']]));
  client.setQueryData(['pools'], { at: block(141, 'b') });
  at = block(142);
  await client.refetchQueries();
  expect(asked).toHaveLength(2);

  for (const end of leave) end();
  at = block(140);
  await client.refetchQueries({ type: 'all' });
  expect(asked).toHaveLength(2);
  client.clear();
});
