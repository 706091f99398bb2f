import { describe, expect, it } from 'vitest';
import { freshnessWords } from './freshness-text';
import { isCurrent, places } from './places';

describe('the bar of places', () => {
  it.each([
    ['/', '/'],
    ['/locks', '/locks'],
    ['/payments/0x12', '/locks'],
    ['/merchants/0x12', '/merchants'],
    ['/admin', '/admin'],
  ])('on %s, %s alone is current', (pathname, place) => {
    expect(places.filter(({ href }) => isCurrent(href, pathname)).map(({ href }) => href)).toEqual([place]);
  });
  it('has no current place on a page of no place', () => {
    expect(places.some(({ href }) => isCurrent(href, '/account/0x12'))).toBe(false);
  });
});

describe('how fresh the page is, in words', () => {
  it.each([
    ['live', 1.4, 'just now'],
    ['live', 7.9, '7 s ago'],
    ['polling', 4, 'every 5 s · 4 s ago'],
    ['stale', 75, '1 min old'],
    ['down', 75, 'offline · 1 min old'],
  ] as const)('%s and %d seconds old: %s', (state, age, words) => {
    expect(freshnessWords(state, age)).toBe(words);
  });
});
