import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asciiFromHex, asciiToHex, shortHex } from './text';

describe('text on the chain', () => {
  test('comes back from its padded hex, for all printable ASCII that fits', () => {
    const printable = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((c) => String.fromCharCode(c)),
    });
    fc.assert(
      fc.property(printable, (text) => {
        const fits = text.slice(0, 8);
        const hex = asciiToHex(fits, 8);
        expect(hex).toHaveLength(18);
        expect(asciiFromHex(hex)).toBe(fits);
      }),
    );
  });

  test('ends at the first zero byte and shows what cannot be printed as a question mark', () => {
    expect(asciiFromHex('0x42540007')).toBe('BT');
    expect(asciiFromHex('0x42ff0a43')).toBe('B??C');
    expect(asciiFromHex('0x')).toBe('');
  });

  test.each(['NINECHARS', 'é', '\n'])('%j does not go in', (text) => {
    expect(() => asciiToHex(text, 8)).toThrow(RangeError);
  });

  test('a hash is cut in the middle, but only when that makes it shorter', () => {
    expect(shortHex(`0x${'ab'.repeat(20)}`)).toBe('0xabab…abab');
    expect(shortHex('0x12345678')).toBe('0x12345678');
  });
});
