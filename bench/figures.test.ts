import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { benchmarks } from './benchmarks';
import { isMissed, verdictsIn, withFigures } from './figures';
import { verdictLine } from './verdict';

const verdict = { what: 'w', goal: 1, better: 'less', unit: 'ms' } as const;
const reached = verdictLine({ ...verdict, figure: 1 });
const missed = verdictLine({ ...verdict, figure: 2 });

test('verdicts are found among what else a benchmark says', () => {
  expect(verdictsIn(`round 1\n${reached}\n  not reached yet\n${missed}\n`)).toEqual([reached, missed]);
  expect([reached, missed].map(isMissed)).toEqual([false, true]);
});

test('new figures take the place of the old ones of the same benchmark, and touch nothing else', () => {
  const document =
    'a\n<!-- figures of x -->\nold\n<!-- end -->\nb\n<!-- figures of y -->\nkept\n<!-- end -->\n';
  expect(withFigures(document, 'x', ['one', 'two'])).toBe(
    'a\n<!-- figures of x -->\n```\none\ntwo\n```\n<!-- end -->\nb\n<!-- figures of y -->\nkept\n<!-- end -->\n',
  );
  expect(() => withFigures(document, 'z', [])).toThrow('no place');
});

test('the document on benchmarks has a place for the figures of each', () => {
  const document = readFileSync(join('docs', 'benchmarks.md'), 'utf8');
  for (const { name } of benchmarks) expect(withFigures(document, name, ['line'])).toContain('line');
});
