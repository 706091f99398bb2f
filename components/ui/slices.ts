/**
 * How the slice bar is cut: pure, so that it is tested without a browser. Sizes are wei; what comes out are whole
 * millionths of the bar, since a pixel needs no more.
 */
export type SliceTone = 'locked' | 'claimed';

export type Slice = {
  id: string;
  /** wei */
  size: bigint;
  tone: SliceTone;
  /** what a pointer that rests on it is told */
  label: string;
};

export const WHOLE = 1_000_000;

/** Millionths of `total`, floor; 0 of nothing. */
export const partsOf = (size: bigint, total: bigint): number =>
  total <= 0n ? 0 : Number((size * BigInt(WHOLE)) / total);

const MICRO_AMP = 10n ** 12n;

/**
 * What a part of a moving bar grows by: millionths of an AMP, floor. Unlike its share of the whole it stays the same for
 * as long as the part does, so that a block moves what it changed and nothing else.
 */
export const growOf = (size: bigint): number => Number(size / MICRO_AMP);

export type CutSlices = {
  /** in the order given */
  shown: Slice[];
  /** what is too many or too small to be shown one by one */
  merged: { size: bigint; count: number };
};

/**
 * At most `most` slices, in their order; the others become one. Late ones are shown first, then the largest; of equal
 * ones the newer, which stands later.
 */
export function cutSlices(slices: Slice[], most: number): CutSlices {
  if (slices.length <= most) return { shown: slices, merged: { size: 0n, count: 0 } };
  const late = (slice: Slice) => (slice.tone === 'claimed' ? 1 : 0);
  const bySize = slices
    .map((slice, place) => ({ slice, place }))
    .sort((a, b) => {
      if (late(a.slice) !== late(b.slice)) return late(b.slice) - late(a.slice);
      if (a.slice.size !== b.slice.size) return a.slice.size > b.slice.size ? -1 : 1;
      return b.place - a.place;
    });
  const kept = new Set(bySize.slice(0, Math.max(0, most)).map(({ slice }) => slice.id));
  const small = slices.filter((slice) => !kept.has(slice.id));
  return {
    shown: slices.filter((slice) => kept.has(slice.id)),
    merged: { size: small.reduce((sum, slice) => sum + slice.size, 0n), count: small.length },
  };
}

/** Room for a slice and its gap, in pixels: narrower ones cannot be told apart. */
const SLICE_PX = 4;

/** How many slices a bar of `width` pixels can show in the share that is locked. */
export const slicesThatFit = (width: number, locked: bigint, total: bigint): number =>
  Math.max(1, Math.floor((width * partsOf(locked, total)) / WHOLE / SLICE_PX));

export type Outcome = 'released' | 'drawn';
export type Ghost = { slice: Slice; outcome: Outcome };
export type Standing = { slice: Slice; outcome: Outcome | null };

/**
 * Slices that went, back among those that stand, each after the neighbour it had: for the moment that they take to
 * leave. `before` is the order in which all of them last stood.
 */
export function withGhosts(slices: Slice[], ghosts: Ghost[], before: readonly string[]): Standing[] {
  const standing: Standing[] = slices.map((slice) => ({ slice, outcome: null }));
  if (ghosts.length === 0) return standing;
  const rank = new Map(before.map((id, place) => [id, place]));
  const live = new Set(slices.map((slice) => slice.id));
  for (const ghost of ghosts) {
    if (live.has(ghost.slice.id)) continue;
    const mine = rank.get(ghost.slice.id) ?? 0;
    const after = standing.findLastIndex(
      ({ slice }) => (rank.get(slice.id) ?? Number.POSITIVE_INFINITY) < mine,
    );
    standing.splice(after + 1, 0, { slice: ghost.slice, outcome: ghost.outcome });
  }
  return standing;
}
