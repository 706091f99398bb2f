/** A line that `judge` of `verdict.ts` prints; anything else that a benchmark says is for whoever watches it. */
const VERDICT = /^(reached|MISSED)\b/;

export const verdictsIn = (output: string): string[] =>
  output.split('\n').filter((line) => VERDICT.test(line));

export const isMissed = (line: string): boolean => line.startsWith('MISSED');

/**
 * The document with these lines as the figures of one benchmark, in place of those it had. Figures stand between
 * `<!-- figures of NAME -->` and `<!-- end -->`. Throws when the document has no such place.
 */
export function withFigures(document: string, name: string, lines: readonly string[]): string {
  const begin = `<!-- figures of ${name} -->`;
  const end = '<!-- end -->';
  const from = document.indexOf(begin);
  const to = document.indexOf(end, from);
  if (from === -1 || to === -1) throw new Error(`the document has no place for the figures of ${name}`);
  const block = ['```', ...lines, '```'].join('\n');
  return `${document.slice(0, from + begin.length)}\n${block}\n${document.slice(to)}`;
}
