import { WEI_PER_AMP } from '@/lib/domain/money';

/** A reading at a second of chain time; `wei` is what it says, exact. */
export type Reading = { at: number; wei: bigint };

/** A frame of 100 by 100, stretched to where it stands: the server draws the same as every browser. */
export const FRAME = 100;

/** Whole AMP as a number: for places on a drawing, where a pixel is coarser than any rounding. Never for figures. */
const inAmp = (wei: bigint): number => Number(wei / WEI_PER_AMP);

export type Plot = {
  x: (at: number) => number;
  y: (wei: bigint) => number;
  /** heights of the lines, in whole AMP, from the ground up */
  ticks: number[];
  yTick: (amp: number) => number;
};

/** Places for readings between two times, the ground at 0 and the top at a round number. */
export function plotOf(readings: Reading[], from: number, to: number): Plot {
  const highest = readings.reduce((most, { wei }) => Math.max(most, inAmp(wei)), 0);
  const step = roundStep(highest / 2);
  const lines = Math.max(1, Math.ceil(highest / step));
  const yTick = (amp: number) => FRAME - (amp / (lines * step)) * FRAME;
  return {
    x: (at) => ((at - from) / Math.max(1, to - from)) * FRAME,
    y: (wei) => yTick(inAmp(wei)),
    ticks: highest === 0 ? [0] : Array.from({ length: lines + 1 }, (_, line) => line * step),
    yTick,
  };
}

/** Hundredths: a tenth of a pixel on the widest screen. */
const inFrame = (place: number): string => String(Math.round(place * 100) / 100);

/** Readings as an SVG path, straight from each to the next; empty without any. */
export const edgeOf = (readings: readonly Reading[], { x, y }: Pick<Plot, 'x' | 'y'>): string =>
  readings
    .map(({ at, wei }, index) => `${index === 0 ? 'M' : 'L'}${inFrame(x(at))} ${inFrame(y(wei))}`)
    .join('');

/** What is under their edge ({@link edgeOf}), down to the ground; empty without any. */
export function areaUnder(edge: string, readings: readonly Reading[], { x }: Pick<Plot, 'x'>): string {
  const [first, last] = [readings[0], readings.at(-1)];
  return first && last ? `${edge}L${inFrame(x(last.at))} ${FRAME}L${inFrame(x(first.at))} ${FRAME}Z` : '';
}

/** The nearest of 1, 2 and 5 times a power of ten, at least 1: distances of lines that read well. */
function roundStep(wanted: number): number {
  if (wanted <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 5, 10].find((factor) => wanted <= factor * power * 1.25) ?? 10;
  return step * power;
}

const HOUR = 3600;

/** Full hours between two times, `every` hours apart; none whose label is cut, or touches the "now" at the end. */
export function hourTicks(from: number, to: number, every: number): number[] {
  const step = every * HOUR;
  const [atStart, atEnd] = [(to - from) / 12, (to - from) / 6];
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at < to; at += step) {
    if (at - from > atStart && to - at > atEnd) ticks.push(at);
  }
  return ticks;
}

/** The reading nearest to a share (0 to 1) of the frame; null of nothing. Readings must be in order of time. */
export function nearest(readings: Reading[], from: number, to: number, share: number): Reading | null {
  const wanted = from + share * (to - from);
  let best: Reading | null = null;
  for (const reading of readings) {
    if (best === null || Math.abs(reading.at - wanted) <= Math.abs(best.at - wanted)) best = reading;
  }
  return best;
}
