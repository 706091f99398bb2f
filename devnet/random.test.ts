import { describe, expect, it } from 'vitest';
import { createRandom } from './random';

const draw = (seed: string, count = 50) => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => random.unit());
};

describe('chance that repeats', () => {
  it('gives the same numbers for the same seed, and others for another', () => {
    expect(draw('amp')).toEqual(draw('amp'));
    expect(draw('amp')).not.toEqual(draw('amq'));
  });

  it('forks do not depend on how much was drawn before', () => {
    const fresh = createRandom('amp').fork('prices');
    const used = createRandom('amp');
    used.unit();
    used.int(1, 6);
    expect(used.fork('prices').unit()).toBe(fresh.unit());
  });

  it('draws whole numbers from both ends of a range and nothing beyond', () => {
    const random = createRandom('dice');
    const thrown = new Set(Array.from({ length: 500 }, () => random.int(1, 6)));
    expect([...thrown].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('follows the weights', () => {
    const random = createRandom('weights');
    const list = [
      { name: 'often', weight: 90 },
      { name: 'seldom', weight: 10 },
    ];
    const seldom = Array.from({ length: 2_000 }, () => random.weighted(list)).filter(
      ({ name }) => name === 'seldom',
    ).length;
    expect(seldom).toBeGreaterThan(140);
    expect(seldom).toBeLessThan(270);
  });

  it('refuses to pick from nothing', () => {
    expect(() => createRandom('none').pick([])).toThrow(RangeError);
  });
});
