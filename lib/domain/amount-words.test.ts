import { describe, expect, it } from 'vitest';
import { amountWords, understoodAs } from './amount-words';
import { parseAmp, WEI_PER_AMP } from './money';

/** The sentence a person would see next to the field, or null when the amount is taken. */
function wordsFor(text: string): string | null {
  const parsed = parseAmp(text, { min: 100n * WEI_PER_AMP, max: 2_500n * WEI_PER_AMP + 1n });
  if (parsed.ok) return null;
  return amountWords(parsed.issue, {
    minimum: (amp) => `This pool takes ${amp} AMP or more.`,
    maximum: (amp) => `You can spend ${amp} AMP.`,
  });
}

describe('what is said next to an amount', () => {
  it.each([
    ['', 'Enter an amount of AMP.'],
    ['0', 'Enter more than 0.'],
    ['0.000', 'Enter more than 0.'],
    ['99.9', 'This pool takes 100 AMP or more.'],
    ['3000', 'You can spend 2,500.000000000000000001 AMP.'],
    ['-5', 'An amount cannot be negative.'],
    ['−5', 'An amount cannot be negative.'],
    ['1e5', 'Write the amount out in digits: 100000 rather than 1e5.'],
    ['100.1234567890123456789', 'AMP has 18 decimals, and this has 19. Shorten it.'],
    ['1,5', 'Write the amount in digits with one decimal point, like 1,250.5.'],
    ['abc', 'Write the amount in digits with one decimal point, like 1,250.5.'],
    ['1.2.3', 'Write the amount in digits with one decimal point, like 1,250.5.'],
  ])('%s: %s', (text, sentence) => {
    expect(wordsFor(text)).toBe(sentence);
  });

  it('takes what a sheet pastes, and the most to the wei', () => {
    expect(wordsFor('1,250.5')).toBeNull();
    expect(wordsFor('2500.000000000000000001')).toBeNull();
    expect(wordsFor('2500.000000000000000002')).not.toBeNull();
  });

  it('names the limit itself where the field gives no words', () => {
    expect(amountWords({ code: 'above-maximum', maximum: WEI_PER_AMP })).toBe('Enter 1 AMP or less.');
    expect(amountWords({ code: 'below-minimum', minimum: WEI_PER_AMP })).toBe('Enter 1 AMP or more.');
  });
});

describe('how an amount was understood', () => {
  const value = 1_250n * WEI_PER_AMP + WEI_PER_AMP / 2n;

  it.each(['1,250.50', '1 250.5', "1'250.5"])('is said of %s', (text) => {
    expect(understoodAs(text, value)).toBe('Understood as 1,250.5 AMP.');
  });

  it.each(['1250.5', ' 1250.50 '])('goes without saying for %s', (text) => {
    expect(understoodAs(text, value)).toBeNull();
  });
});
