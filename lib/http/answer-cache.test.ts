import { describe, expect, it } from 'vitest';
import { createAnswerCache } from './answer-cache';
import { HttpProblem } from './problem';

describe('the cache of answers', () => {
  const stage = (options: Parameters<typeof createAnswerCache>[0]) => {
    const cache = createAnswerCache(options);
    const reads: string[] = [];
    const ask = (question: string, { size = 10, head = 'head', reading = Promise.resolve() } = {}) =>
      cache.get(
        question,
        head,
        async () => {
          reads.push(question);
          await reading;
          return { body: new Uint8Array(size), etag: '', block: 1, hash: head };
        },
        (error) => error instanceof HttpProblem,
      );
    return { reads, ask };
  };

  it('forgets the oldest when it takes too much memory', async () => {
    const { reads, ask } = stage({ maxBytes: 20_000 });
    const questions = [...'abcdefghi'];
    for (const question of [...questions, 'i', 'a']) await ask(question, { size: 2_000 - 514 });
    expect(reads).toEqual(questions);
    for (const question of [...'jk', 'a']) await ask(question, { size: 2_000 - 514 });
    expect(reads).toEqual([...questions, ...'jk', 'a']);
  });

  it('counts what small answers to many questions cost', async () => {
    const { reads, ask } = stage({ maxBytes: 100 * 1_024 });
    const questions = Array.from({ length: 1_000 }, (_, n) => `question ${n}`);
    for (const question of questions) await ask(question, { size: 0 });
    await ask('question 0', { size: 0 });
    expect(reads).toHaveLength(1_001);
  });

  it('does not let one large answer drive out all others', async () => {
    const { reads, ask } = stage({ maxBytes: 20_000 });
    await ask('small');
    await ask('large', { size: 10_000 });
    await ask('large', { size: 10_000 });
    await ask('small');
    expect(reads).toEqual(['small', 'large', 'large']);
  });

  it('does not wait for ever: an old answer is served, or it says that it takes too long', async () => {
    const { ask } = stage({ patienceMs: 20 });
    await ask('known');
    let release = () => {};
    const reading = new Promise<void>((resolve) => {
      release = resolve;
    });
    expect(await ask('known', { head: 'next', reading })).toMatchObject({ from: 'old' });
    await expect(ask('unknown', { reading })).rejects.toThrow('takes too long');
    release();
    await new Promise((resolve) => setTimeout(resolve));
    expect(await ask('known', { head: 'next' })).toMatchObject({ from: 'kept' });
  });
});
