import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spansOf } from './account-sources';

describe('the blocks of many stays', () => {
  it('are one span where they touch, and stay apart where they do not', () => {
    expect(
      spansOf([
        { since: 20, until: 30 },
        { since: 5, until: 9 },
        { since: 10, until: 12 },
        { since: 25, until: null },
      ]),
    ).toEqual([
      { since: 5, until: 12 },
      { since: 20, until: null },
    ]);
    expect(spansOf([])).toEqual([]);
  });

  it('are all in a few spans, which are in order and begin and end where stays do', () => {
    const stay = fc
      .tuple(fc.nat(1_000), fc.option(fc.nat(50)))
      .map(([since, length]) => ({ since, until: length === null ? null : since + length }));
    fc.assert(
      fc.property(fc.array(stay, { maxLength: 40 }), (stays) => {
        const spans = spansOf(stays);
        const end = (until: number | null) => until ?? Number.POSITIVE_INFINITY;
        expect(spans.length).toBeLessThanOrEqual(4);
        for (const { since, until } of stays) {
          expect(spans.some((span) => span.since <= since && end(span.until) >= end(until))).toBe(true);
        }
        for (const [index, { since, until }] of spans.entries()) {
          expect(stays.some((one) => one.since === since)).toBe(true);
          expect(stays.some((one) => one.until === until)).toBe(true);
          const next = spans[index + 1];
          if (next) expect(next.since).toBeGreaterThan(end(until));
        }
      }),
    );
  });
});
