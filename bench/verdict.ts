/**
 * What every benchmark says of each of its goals, in one form: a line for people, and an exit code that is not 0 when
 * one is missed. `npm run bench` collects these lines, so a figure is printed by {@link judge} or it does not count.
 */
export type Verdict = {
  /** what was measured, as a claim can be made of it: `our follower to the floor` */
  what: string;
  figure: number;
  goal: number;
  /** whether more is better, or less */
  better: 'more' | 'less';
  /** of both numbers: `ms`, `events/s`, `times` */
  unit: string;
};

export const isReached = ({ figure, goal, better }: Verdict): boolean =>
  better === 'more' ? figure >= goal : figure <= goal;

/** `reached  12.3 ms, at most 20 ms: …` */
export function verdictLine(verdict: Verdict): string {
  const { what, figure, goal, better, unit } = verdict;
  const bound = better === 'more' ? 'at least' : 'at most';
  const said = isReached(verdict) ? 'reached' : 'MISSED ';
  return `${said}  ${shown(figure)} ${unit}, ${bound} ${shown(goal)} ${unit}: ${what}`;
}

/** Prints the line, and makes the process end with 1 when the goal is missed. A figure that is no number misses it. */
export function judge(verdict: Verdict): boolean {
  const reached = isReached(verdict);
  console.log(verdictLine(verdict));
  if (!reached) process.exitCode = 1;
  return reached;
}

/** The middle figure, the mean of the two middle ones of an even number. Throws RangeError without any. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) throw new RangeError('there is no median of nothing');
  return (low + high) / 2;
}

/** Three digits that count, thousands apart. */
const shown = (value: number): string =>
  Math.abs(value) >= 100
    ? Math.round(value).toLocaleString('en-US')
    : value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
