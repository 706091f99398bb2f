/**
 * Chance that repeats: the same seed gives the same numbers on every machine. It chooses amounts, as whole cents, and
 * times; it never computes with money.
 */
export type Random = {
  /** at least 0, below 1 */
  unit(): number;
  /** a whole number of `min`..`max`, both included */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** an entry, by its share of the weights' sum */
  weighted<T extends { weight: number }>(list: readonly T[]): T;
  /** another source, that does not depend on how much was drawn from this one */
  fork(label: string): Random;
};

export function createRandom(seed: string): Random {
  const next = mulberry32(hash32(seed));
  const random: Random = {
    unit: next,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (probability) => next() < probability,
    pick(list) {
      const value = list[Math.floor(next() * list.length)];
      if (value === undefined) throw new RangeError('nothing to pick from');
      return value;
    },
    weighted(list) {
      let left = next() * list.reduce((sum, { weight }) => sum + weight, 0);
      for (const entry of list) {
        left -= entry.weight;
        if (left < 0) return entry;
      }
      return random.pick(list);
    },
    fork: (label) => createRandom(`${seed}/${label}`),
  };
  return random;
}

/** FNV-1a, then mixed, so that seeds that differ in a letter have nothing in common. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** A well-known generator with 32 bits of state: plenty for a play. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
