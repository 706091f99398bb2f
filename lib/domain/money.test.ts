import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ampToCents,
  formatAmp,
  formatAmpExact,
  formatAmpShort,
  formatFiat,
  parseAmp,
  WEI_PER_AMP,
} from './money';

const issueOf = (text: string, limits = {}) => {
  const result = parseAmp(text, limits);
  return result.ok ? `ok ${result.value}` : result.issue.code;
};

describe('an amount that was typed', () => {
  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['abc', 'not-a-number'],
    ['.', 'not-a-number'],
    ['1.2.3', 'not-a-number'],
    ['1,5', 'not-a-number'],
    ['1,23,456', 'not-a-number'],
    ['0x10', 'not-a-number'],
    ['1e5', 'exponent'],
    ['1E-3', 'exponent'],
    ['-1', 'negative'],
    ['−1', 'negative'],
    ['0', 'zero'],
    ['0.000', 'zero'],
    [`0.${'0'.repeat(18)}1`, 'too-many-decimals'],
    ['١٢', 'not-a-number'],
  ])('%j is refused as %s', (text, code) => {
    expect(issueOf(text)).toBe(code);
  });

  test.each([
    ['1', WEI_PER_AMP],
    ['1.', WEI_PER_AMP],
    ['.5', WEI_PER_AMP / 2n],
    ['  12.25 ', 12_250_000_000_000_000_000n],
    ['1,234,567.5', 1_234_567_500_000_000_000_000_000n],
    ["1'000", 1000n * WEI_PER_AMP],
    ['1\u202f000', 1000n * WEI_PER_AMP],
    ['0.000000000000000001', 1n],
    [`1.5${'0'.repeat(30)}`, 1_500_000_000_000_000_000n],
  ])('%j is understood', (text, wei) => {
    expect(parseAmp(text)).toEqual({ ok: true, value: wei });
  });

  test('limits are inclusive and named with their figure', () => {
    const limits = { min: 10n * WEI_PER_AMP, max: 20n * WEI_PER_AMP };
    expect(issueOf('10', limits)).toBe(`ok ${limits.min}`);
    expect(issueOf('20', limits)).toBe(`ok ${limits.max}`);
    expect(parseAmp('9.999999999999999999', limits)).toEqual({
      ok: false,
      issue: { code: 'below-minimum', minimum: limits.min },
    });
    expect(parseAmp('20.000000000000000001', limits)).toEqual({
      ok: false,
      issue: { code: 'above-maximum', maximum: limits.max },
    });
  });

  test('every amount written exactly reads back to the wei, with and without separators', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 30n }), fc.boolean(), (wei, separators) => {
        expect(parseAmp(formatAmpExact(wei, { separators }))).toEqual({ ok: true, value: wei });
      }),
    );
  });
});

describe('an amount that is shown', () => {
  test('is never more than it is', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 10n ** 16n, max: 10n ** 30n }), (wei) => {
        const shown = parseAmp(formatAmp(wei));
        expect(shown.ok && shown.value <= wei && wei - shown.value < 10n ** 16n).toBe(true);
      }),
    );
  });

  test.each([
    [0n, '0'],
    [1n, '< 0.01'],
    [-1n, '−< 0.01'],
    [WEI_PER_AMP * 1234n, '1,234'],
    [WEI_PER_AMP * 1234n + WEI_PER_AMP / 8n, '1,234.12'],
    [-WEI_PER_AMP, '−1'],
  ])('%s wei reads %s', (wei, text) => {
    expect(formatAmp(wei)).toBe(text);
  });

  test.each([
    [0n, '0'],
    [999n, '999'],
    [1_000n, '1.00k'],
    [11_500n, '11.5k'],
    [999_999n, '999k'],
    [4_820_000n, '4.82M'],
    [14_600_000n, '14.6M'],
    [1_234_000_000n, '1.23B'],
  ])('%s AMP is %s in short', (amp, text) => {
    expect(formatAmpShort(amp * WEI_PER_AMP)).toBe(text);
  });

  test('less than one AMP is not shown as nothing', () => {
    expect(formatAmpShort(WEI_PER_AMP / 2n)).toBe('< 1');
  });

  test('worth in cents is rounded down', () => {
    expect(ampToCents(11_500n * WEI_PER_AMP, 160_000n)).toBe(1840n);
    expect(ampToCents(1n, 160_000n)).toBe(0n);
    expect(formatFiat(512_880_05n)).toBe('$512,880.05');
    expect(formatFiat(5n, 'EUR')).toBe('0.05 EUR');
  });
});
