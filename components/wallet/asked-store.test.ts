import { describe, expect, it } from 'vitest';
import { readAsked, tellOfAskedBefore, whileAsking } from './asked-store';

const matter = (value: string) => ({
  chainId: 31_337,
  account: `0x${'11'.repeat(20)}` as const,
  kind: 'stake',
  intent: { pool: '0x1', value },
});
const question = (value: string) => ({
  ...matter(value),
  title: `Stake ${value}`,
  step: { key: 'only', title: '', index: 0, of: 1 },
  call: null,
  sentAt: 5,
  sentAtBlock: 7,
  nonce: 3,
});

describe('what a wallet was asked', () => {
  it('is kept for as long as it does not answer, whatever it answers', async () => {
    const kept = await whileAsking(question('1'), async () => readAsked());
    expect(kept).toMatchObject([question('1')]);
    expect(readAsked()).toEqual([]);
    await expect(whileAsking(question('1'), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(readAsked()).toEqual([]);
  });

  it('is told of once, by a page that asks the same again', () => {
    void whileAsking(question('2'), () => new Promise(() => {}));
    expect(tellOfAskedBefore(matter('3'))).toBe(false);
    expect(tellOfAskedBefore(matter('2'))).toBe(true);
    expect(tellOfAskedBefore(matter('2'))).toBe(false);
    // It may be answered yet.
    expect(readAsked()).toMatchObject([question('2')]);
  });
});
