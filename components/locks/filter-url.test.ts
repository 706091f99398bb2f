import { describe, expect, it } from 'vitest';
import { locksQuery } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import { WEI_PER_AMP } from '@/lib/domain/money';
import { isFiltered, minText, readFilter, readMin, writeFilter } from './filter-url';

const merchant: Hex = `0x${'ab'.repeat(20)}`;
const read = (text: string) => readFilter(new URLSearchParams(text));

describe('a filter in an address', () => {
  it('comes back as it was written', () => {
    const filter = { merchant, status: 'overdue' as const, asset: 'BTC', min: 5n * WEI_PER_AMP };
    expect(read(writeFilter(filter))).toEqual({ filter, ignored: [] });
  });
  it('is nothing when nothing is asked for', () => {
    expect(writeFilter({})).toBe('');
    expect(read('')).toEqual({ filter: {}, ignored: [] });
    expect(isFiltered({})).toBe(false);
    expect(isFiltered({ asset: 'ETH' })).toBe(true);
  });
  it('compares addresses in lower case', () => {
    expect(read(`merchant=${merchant.toUpperCase().replace('0X', '0x')}`).filter.merchant).toBe(merchant);
  });
  it('leaves out what is wrong, and names it', () => {
    expect(read('pool=0x12&status=sleeping&asset=BTC&min=-1')).toEqual({
      filter: { asset: 'BTC' },
      ignored: ['pool', 'status', 'min'],
    });
  });
  it.each([
    ['pool', `0x${'cC'.repeat(32)}`],
    ['pool', `0x${'cc'.repeat(31)}`],
    ['merchant', `0x${'aB'.repeat(20)}`],
    ['merchant', `0X${'ab'.repeat(20)}`],
    ['merchant', 'ab'.repeat(20)],
    ['status', 'live'],
    ['status', 'overdue'],
    ['status', 'Overdue'],
    ['asset', 'btc'],
    ['asset', 'NINE CHARS'],
    ['min', '0'],
    ['min', '9'.repeat(78)],
    ['min', '9'.repeat(79)],
    ['min', '1.5'],
    ['min', '-1'],
    ['min', ' 1'],
  ] as const)('is read as the route reads it: %s=%s', (name, text) => {
    const route = locksQuery.shape[name].safeParse(text);
    const { filter, ignored } = readFilter([[name, text]]);
    expect(filter[name]).toEqual(route.success ? route.data : undefined);
    expect(ignored).toEqual(route.success ? [] : [name]);
  });
  it('does not mind what is not its own', () => {
    expect(read('utm_source=mail&asset=')).toEqual({ filter: {}, ignored: [] });
  });
});

describe('the smallest amount', () => {
  it.each([
    ['10,000', 10_000n * WEI_PER_AMP],
    ['0.5', WEI_PER_AMP / 2n],
    ['', undefined],
    ['0', undefined],
  ])('%j is read', (text, min) => {
    expect(readMin(text)).toEqual({ min });
  });
  it.each(['1e5', '-3', 'many', '0.1234567890123456789'])('%j is refused in a sentence', (text) => {
    expect(readMin(text)).toEqual({ error: expect.stringMatching(/^[A-Z].*\.$/) });
  });
  it('stands in its field as it was typed', () => {
    expect(minText(10_000n * WEI_PER_AMP)).toBe('10000');
    expect(minText(undefined)).toBe('');
  });
});
