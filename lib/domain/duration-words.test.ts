import { describe, expect, it } from 'vitest';
import { durationWords } from './duration-words';

describe('a duration in words', () => {
  it.each([
    [-5, '0 s'],
    [0, '0 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [61, '1 min 1 s'],
    [3_600, '1 h'],
    [3_659, '1 h'],
    [5_400, '1 h 30 min'],
    [86_400, '1 day'],
    [187_200, '2 days 4 h'],
  ])('%d seconds: %s', (seconds, words) => {
    expect(durationWords(seconds)).toBe(words);
  });
});
