import { describe, expect, it } from 'vitest';
import { countdown, duration, momentText, relative, timeText, UTC, zoneText } from './time-text';

const TOKYO = 9 * 60;
const NOON = Date.UTC(2026, 10, 20, 12, 0, 5) / 1000;

describe('countdown', () => {
  it.each([
    [0, '00:00'],
    [59.9, '00:59'],
    [3581, '59:41'],
    [3600, '1:00:00'],
    [3727, '1:02:07'],
    [86_399, '23:59:59'],
    [90_000, '1 d 1 h'],
    [-5, '00:00'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(countdown(seconds)).toBe(text);
  });
});

describe('duration', () => {
  it.each([
    [0, '0 s'],
    [41, '41 s'],
    [60, '1 min'],
    [3599, '59 min'],
    [3600, '1 h'],
    [11_100, '3 h 5 min'],
    [172_800, '2 d'],
    [187_200, '2 d 4 h'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});

describe('relative', () => {
  it.each([
    [100, 'now'],
    [112, 'in 12 s'],
    [88, '12 s ago'],
  ])('%i seen from 100 is %s', (at, text) => {
    expect(relative(at, 100)).toBe(text);
  });
});

describe('a time of day', () => {
  it('is shown in the reader’s zone', () => {
    expect(timeText(NOON, 'clock', UTC)).toBe('12:00:05');
    expect(timeText(NOON, 'minute', TOKYO)).toBe('21:00');
  });
  it('stands alone on its own day and with the date on another', () => {
    expect(momentText(NOON, 'minute', NOON + 3600, UTC)).toBe('12:00');
    expect(momentText(NOON, 'minute', NOON + 86_400, UTC)).toBe('20 Nov, 12:00');
  });
  it('belongs to the day of the reader’s zone, not of UTC', () => {
    expect(momentText(NOON + 11 * 3600, 'minute', NOON, TOKYO)).toBe('21 Nov, 08:00');
  });
});

describe('zoneText', () => {
  it('names the zone as it is at that time', () => {
    expect(zoneText(NOON, UTC)).toBe('UTC');
    expect(zoneText(NOON, 60)).toBe('GMT+1');
    expect(zoneText(NOON, -210)).toBe('GMT-3:30');
  });
});
