/**
 * Prints a line of percentiles in milliseconds and returns one of them, the 95th unless said otherwise. Throws
 * RangeError without figures.
 */
export function printPercentiles(name: string, figures: number[], wanted = 0.95): number {
  if (figures.length === 0) throw new RangeError(`${name}: nothing was measured`);
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? 0;
  const shown = [0.5, 0.95, 0.99].map((part) => `p${part * 100} ${at(part)} ms`).join('  ');
  console.log(`${name.padEnd(56)} ${figures.length} times  ${shown}  max ${sorted.at(-1)} ms`);
  return at(wanted);
}
