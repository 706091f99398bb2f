import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutSlices, growOf, partsOf, type Slice, slicesThatFit, WHOLE, withGhosts } from './slices';

const slice = (id: string, size: bigint): Slice => ({ id, size, tone: 'locked', label: id });
const ids = (slices: Slice[]) => slices.map((one) => one.id);

describe('cutSlices', () => {
  it('shows each slice when there is room', () => {
    const all = [slice('a', 1n), slice('b', 2n)];
    expect(cutSlices(all, 2)).toEqual({ shown: all, merged: { size: 0n, count: 0 } });
  });

  it('merges the smallest and keeps the order of the rest', () => {
    const cut = cutSlices([slice('a', 5n), slice('b', 1n), slice('c', 9n), slice('d', 2n)], 2);
    expect(ids(cut.shown)).toEqual(['a', 'c']);
    expect(cut.merged).toEqual({ size: 3n, count: 2 });
  });

  it('prefers the newer of two equal slices', () => {
    expect(ids(cutSlices([slice('old', 3n), slice('new', 3n)], 1).shown)).toEqual(['new']);
  });

  it('shows a late slice before a larger one that is on time', () => {
    const late: Slice = { ...slice('late', 1n), tone: 'claimed' };
    expect(ids(cutSlices([slice('a', 9n), late], 1).shown)).toEqual(['late']);
  });

  it('never loses a wei, and never shows more than asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 10n ** 30n })),
        fc.integer({ min: 0, max: 50 }),
        (sizes, most) => {
          const all = sizes.map((size, at) => slice(String(at), size));
          const { shown, merged } = cutSlices(all, most);
          expect(shown.length).toBeLessThanOrEqual(Math.max(most, 0));
          expect(shown.length + merged.count).toBe(all.length);
          const sum = (list: bigint[]) => list.reduce((a, b) => a + b, 0n);
          expect(sum(shown.map((one) => one.size)) + merged.size).toBe(sum(sizes));
        },
      ),
    );
  });
});

describe('growOf', () => {
  it('keeps the proportions of parts, from the smallest payment to all AMP there is', () => {
    expect(growOf(10n ** 12n)).toBe(1);
    expect(growOf(99_000_000_000n * 10n ** 18n) / growOf(10n ** 18n)).toBe(99_000_000_000);
    expect(growOf(0n)).toBe(0);
  });
});

describe('partsOf', () => {
  it('cuts money into millionths without a float', () => {
    expect(partsOf(10n ** 18n, 4n * 10n ** 18n)).toBe(WHOLE / 4);
    expect(partsOf(5n, 0n)).toBe(0);
  });
});

describe('slicesThatFit', () => {
  it('gives each slice four pixels of the locked share', () => {
    expect(slicesThatFit(1200, 25n, 100n)).toBe(75);
  });
  it('always leaves one', () => {
    expect(slicesThatFit(300, 0n, 100n)).toBe(1);
  });
});

describe('withGhosts', () => {
  const [a, b, c] = [slice('a', 1n), slice('b', 1n), slice('c', 1n)];

  it('puts what left back between its neighbours', () => {
    const standing = withGhosts([a, c], [{ slice: b, outcome: 'drawn' }], ['a', 'b', 'c']);
    expect(standing.map((one) => `${one.slice.id}:${one.outcome}`)).toEqual(['a:null', 'b:drawn', 'c:null']);
  });
  it('lets a new slice stand last', () => {
    const standing = withGhosts([b, c], [{ slice: a, outcome: 'released' }], ['a', 'b']);
    expect(standing.map((one) => one.slice.id)).toEqual(['a', 'b', 'c']);
  });
  it('forgets the ghost of a slice that came back in a reorganisation', () => {
    expect(withGhosts([a, b], [{ slice: b, outcome: 'released' }], ['a', 'b'])).toHaveLength(2);
  });
});
