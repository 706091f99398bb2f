import { describe, expect, test } from 'vitest';
import { dataToPartition, destinationPartition } from './amp-transfer';

const from = `0x${'01'.repeat(32)}` as const;
const to = `0x${'CC'.repeat(32)}` as const;
const flag = 'ff'.repeat(32);

describe('where a transfer ends', () => {
  test('is where its data sends it, in lower case', () => {
    expect(destinationPartition(from, dataToPartition(to))).toBe(to.toLowerCase());
  });

  test('does not change with what follows the two words', () => {
    expect(destinationPartition(from, `${dataToPartition(to)}1234`)).toBe(to.toLowerCase());
  });

  test('may be asked for in upper-case hex', () => {
    expect(destinationPartition(from, `0x${'FF'.repeat(32)}${'cc'.repeat(32)}`)).toBe(to.toLowerCase());
  });

  test.each([
    ['no data', '0x'],
    ['the flag alone', `0x${flag}`],
    ['a word that is cut short', `0x${flag}${'cc'.repeat(31)}`],
    ['a flag that is one bit off', `0x${'ff'.repeat(31)}fe${'cc'.repeat(32)}`],
    ['the flag in the second word', `0x${'00'.repeat(32)}${flag}`],
  ] as const)('is where it began with %s', (_, data) => {
    expect(destinationPartition(from, data)).toBe(from);
  });
});
