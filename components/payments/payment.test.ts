import { describe, expect, it } from 'vitest';
import type { Hex } from '@/lib/domain/codecs';
import { WEI_PER_AMP } from '@/lib/domain/money';
import { asciiToHex } from '@/lib/domain/text';
import { coverageOf, wholePercent } from './coverage';
import { verdictOf } from './verdict';

const quote = (fiatAmount: bigint, currency = 'USD') => ({
  asset: '0x' as Hex,
  assetAmount: 0n,
  fiatAmount,
  currency: asciiToHex(currency, 3),
  ampPrice: 0n,
});
/** 0.16 cents for one AMP */
const price = { ampUsd: 160_000n, updatedAt: 0 };

describe('coverage', () => {
  it('is what the collateral is worth now, over the payment', () => {
    const cover = coverageOf({ remaining: 41_250n * WEI_PER_AMP, quote: quote(6400n) }, price);
    expect(cover).toEqual({ cents: 6600n, bps: 10_312 });
    expect(wholePercent(10_312)).toBe('103 %');
  });
  it('is never rounded up', () => {
    expect(wholePercent(9_999)).toBe('99 %');
    expect(coverageOf({ remaining: WEI_PER_AMP, quote: quote(100n) }, price)?.cents).toBe(0n);
  });
  it('names no share of a payment in another currency, or of nothing', () => {
    expect(coverageOf({ remaining: WEI_PER_AMP, quote: quote(100n, 'EUR') }, price)?.bps).toBeNull();
    expect(coverageOf({ remaining: WEI_PER_AMP, quote: quote(0n) }, price)?.bps).toBeNull();
  });
  it('is unknown without a price', () => {
    expect(coverageOf({ remaining: WEI_PER_AMP, quote: quote(100n) }, null)).toBeNull();
  });
});

describe('can the goods be handed over?', () => {
  const open = { status: 'open' as const, settleBy: 200, expiresAt: 400, claimMaturesAt: null, drawn: 0n };

  it('yes, from the lock until the guarantee ends', () => {
    expect(verdictOf(open, 100)).toMatchObject({ goods: 'yes', word: 'Guaranteed' });
    expect(verdictOf(open, 200)).toMatchObject({ goods: 'yes', word: 'Still guaranteed' });
    expect(verdictOf({ ...open, status: 'claimed', claimMaturesAt: 265 }, 205)).toMatchObject({
      goods: 'yes',
      sentence: expect.stringContaining('01:00'),
    });
  });
  it('no, from the second at which it ends', () => {
    expect(verdictOf(open, 399).goods).toBe('yes');
    expect(verdictOf(open, 400)).toMatchObject({ goods: 'no', word: 'Not guaranteed' });
  });
  it('a payment that is over says how it ended', () => {
    expect(verdictOf({ ...open, status: 'released' }, 900)).toMatchObject({ goods: 'done', word: 'Settled' });
    expect(verdictOf({ ...open, status: 'released', drawn: 5n }, 900).word).toBe('Settled in part');
    expect(verdictOf({ ...open, status: 'drawn' }, 900).word).toBe('Paid from collateral');
  });
  it.each([
    ['open', open, 100],
    ['overdue', open, 200],
    ['claimed', { ...open, status: 'claimed' as const, claimMaturesAt: 265 }, 205],
  ])('not certain, while the chain’s nodes disagree: %s', (status, lock, now) => {
    const verdict = verdictOf(lock, now, 0n, false);
    expect(verdict).toMatchObject({ status, goods: 'unsure', word: 'Not certain' });
    expect(verdict.sentence).toContain('Wait until they agree before you hand over the goods');
    expect(`${verdict.word} ${verdict.sentence}`).not.toMatch(/guarantee|covered|You can/i);
  });
  it('what is over, or was never covered, is no better for a disagreement', () => {
    for (const [lock, now] of [
      [{ ...open, status: 'released' as const }, 900],
      [{ ...open, status: 'drawn' as const }, 900],
      [open, 400],
    ] as const) {
      expect(verdictOf(lock, now, 0n, false)).toEqual(verdictOf(lock, now));
    }
  });
  it('a payout that was refused is not said to be paid', () => {
    const kept = verdictOf({ ...open, status: 'drawn', drawn: 5n }, 900, 5n);
    expect(kept).toMatchObject({ goods: 'done', word: 'Kept for the merchant' });
    expect(kept.sentence).not.toContain('was paid');
    const inPart = verdictOf({ ...open, status: 'released', drawn: 5n }, 900, 5n);
    expect(inPart.sentence).not.toContain('was paid');
  });
});
