import { describe, expect, it } from 'vitest';
import { oncePerBlock } from './once-per-block';

describe('oncePerBlock', () => {
  it('reads once for all who ask at a block, and anew at the next', async () => {
    const once = oncePerBlock<number>();
    let reads = 0;
    const read = async () => ++reads;
    expect(await Promise.all([once.get('a', read), once.get('a', read)])).toEqual([1, 1]);
    expect(await once.get('a', read)).toBe(1);
    expect(await once.get('b', read)).toBe(2);
    expect(await once.known('a')).toBe(1);
    expect(await once.known('c')).toBeNull();
  });

  it('does not remember a failure, nor that there was nothing', async () => {
    const once = oncePerBlock<number>();
    await expect(once.get('a', async () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(await once.get('a', async () => null)).toBeNull();
    expect(await once.get('a', async () => 7)).toBe(7);
  });

  it('forgets the oldest block', async () => {
    const once = oncePerBlock<string>(2);
    for (const hash of ['a', 'b', 'c']) await once.get(hash, async () => hash);
    expect(await once.known('a')).toBeNull();
    expect(await once.known('b')).toBe('b');
  });
});
