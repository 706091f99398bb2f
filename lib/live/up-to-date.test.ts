import { expect, test } from 'vitest';
import { upToDate } from './up-to-date';

/** Answers one after the other, each with what the stream has brought by then. */
function line(...turns: { at?: { number: number }; seen: number | null }[]) {
  let asked = 0;
  return {
    ask: async () => ({ at: turns[asked++]?.at }),
    seen: () => turns[asked - 1]?.seen ?? null,
    asked: () => asked,
  };
}
const at = (number: number) => ({ number });

test('an answer that a block has overtaken is asked for again', async () => {
  const { ask, seen, asked } = line({ at: at(141), seen: 142 }, { at: at(142), seen: 142 });
  expect(await upToDate(ask, seen)).toEqual({ at: at(142) });
  expect(asked()).toBe(2);
});

test('one that is as new as the stream, or newer, is taken', async () => {
  for (const seen of [141, 142, null]) {
    const answers = line({ at: at(142), seen });
    await upToDate(answers.ask, answers.seen);
    expect(answers.asked()).toBe(1);
  }
});

test('one of no block is taken', async () => {
  for (const answer of [{}, { at: null }, { at: { number: '5' } }, null, 'text']) {
    expect(
      await upToDate(
        async () => answer,
        () => 142,
      ),
    ).toBe(answer);
  }
});

test('where each is overtaken, the third is taken: the block after asks again', async () => {
  const turns = [141, 142, 143, 144].map((number) => ({ at: at(number), seen: number + 1 }));
  const { ask, seen, asked } = line(...turns);
  expect(await upToDate(ask, seen)).toEqual({ at: at(143) });
  expect(asked()).toBe(3);
});

test('a failure is the caller’s', async () => {
  await expect(
    upToDate(
      () => Promise.reject(new Error('away')),
      () => 142,
    ),
  ).rejects.toThrow('away');
});
