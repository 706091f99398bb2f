import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WEI_PER_AMP } from '@/lib/domain/money';
import { areaUnder, edgeOf, FRAME, hourTicks, nearest, plotOf } from './scale';

const amp = (whole: number) => BigInt(whole) * WEI_PER_AMP;

describe('plotOf', () => {
  const plot = plotOf(
    [
      { at: 0, wei: amp(0) },
      { at: 50, wei: amp(7_300_000) },
    ],
    0,
    100,
  );

  it('puts nothing on the ground and keeps the highest reading inside', () => {
    expect(plot.y(0n)).toBe(FRAME);
    expect(plot.y(amp(7_300_000))).toBeGreaterThan(0);
    expect(plot.y(amp(7_300_000))).toBeLessThan(FRAME / 3);
  });
  it('runs from the first time to the last', () => {
    expect([plot.x(0), plot.x(25), plot.x(100)]).toEqual([0, 25, 100]);
  });
  it.each([
    [7_300_000, [0, 5_000_000, 10_000_000]],
    [2_050_000, [0, 1_000_000, 2_000_000, 3_000_000]],
    [940, [0, 500, 1_000]],
    [1, [0, 1]],
    [0, [0]],
  ])('draws lines at round numbers up to %i', (highest, ticks) => {
    expect(plotOf([{ at: 0, wei: amp(highest) }], 0, 100).ticks).toEqual(ticks);
  });

  it('has two or three lines above the ground, and the highest reading below the last', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 10 ** 11 }), (highest) => {
        const { ticks, y } = plotOf([{ at: 0, wei: amp(highest) }], 0, 100);
        expect([2, 3]).toContain(ticks.length - 1);
        expect(y(amp(highest))).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('hourTicks', () => {
  it('marks full hours away from both ends', () => {
    expect(hourTicks(0, 24 * 3600, 6)).toEqual([6, 12, 18].map((hour) => hour * 3600));
    expect(hourTicks(3600, 25 * 3600, 6)).toEqual([6, 12, 18].map((hour) => hour * 3600));
    // On a chart of a phone's width three hours are narrower than half a label and "now".
    expect(hourTicks(3 * 3600, 27 * 3600, 6)).toEqual([6, 12, 18].map((hour) => hour * 3600));
  });
});

describe('nearest', () => {
  const readings = [10, 20, 40].map((at) => ({ at, wei: amp(at) }));
  it.each([
    [0, 10],
    [0.5, 20],
    [0.95, 40],
    [1, 40],
  ])('at %d of the frame finds %i', (share, at) => {
    expect(nearest(readings, 0, 40, share)?.at).toBe(at);
  });
  it('finds nothing in nothing', () => {
    expect(nearest([], 0, 10, 0.5)).toBeNull();
  });
});

describe('a path through readings', () => {
  const readings = [
    { at: 0, wei: 0n },
    { at: 50, wei: amp(100) },
    { at: 100, wei: amp(50) },
  ];
  const plot = plotOf(readings, 0, 100);

  it('goes straight from each to the next', () => {
    expect(edgeOf(readings, plot)).toBe('M0 100L50 0L100 50');
  });
  it('has what is under it as an area on the ground', () => {
    expect(areaUnder(edgeOf(readings, plot), readings, plot)).toBe('M0 100L50 0L100 50L100 100L0 100Z');
  });
  it('is rounded to a hundredth of the frame', () => {
    expect(edgeOf([{ at: 1, wei: 0n }], plotOf([], 0, 3))).toBe('M33.33 100');
  });
  it('is empty without readings', () => {
    expect([edgeOf([], plot), areaUnder('', [], plot)]).toEqual(['', '']);
  });
});
