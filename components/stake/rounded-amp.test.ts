import { describe, expect, it } from 'vitest';
import { WEI_PER_AMP } from '@/lib/domain/money';
import { roundedAmp } from './rounded-amp';

describe('a worth to the nearest hundredth', () => {
  it.each([
    [200n * WEI_PER_AMP - 1n, '200'],
    [1_234n * WEI_PER_AMP + 499_999_999_999_999_999n, '1,234.5'],
    [WEI_PER_AMP / 3n, '0.33'],
    [0n, '0'],
  ])('%s wei: %s', (wei, text) => {
    expect(roundedAmp(wei)).toBe(text);
  });

  it('never turns something into nothing', () => {
    expect(roundedAmp(1n)).toBe('< 0.01');
  });
});
