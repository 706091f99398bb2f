import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The tokens as the stylesheet has them: what is tested is what is shown. */
const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--color-([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(
    ([, name, light, dark]) => [name, { light, dark }],
  ),
);

type Theme = 'light' | 'dark';

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

/** WCAG 2.2 contrast ratio of two tokens. */
function contrast(theme: Theme, one: string, other: string): number {
  const [a, b] = [one, other].map((name) => {
    const hex = tokens.get(name)?.[theme];
    if (!hex) throw new Error(`no token ${name}`);
    return luminance(hex);
  });
  const [low, high] = [Math.min(a ?? 0, b ?? 0), Math.max(a ?? 0, b ?? 0)];
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['paper', 'raised', 'sunken', 'hover'];
const states = ['locked', 'settling', 'claimed', 'drawn', 'accent'];
const textPairs = [
  ...['ink', 'ink-2', 'ink-3'].flatMap((ink) => grounds.map((ground) => [ink, ground] as const)),
  ...states.flatMap((state) => [...grounds, `${state}-soft`].map((ground) => [state, ground] as const)),
  ...states.map((state) => ['ink', `${state}-soft`] as const),
  ...states.map((state) => ['ink-2', `${state}-soft`] as const),
  ['accent-ink', 'accent'] as const,
  ['accent-ink', 'accent-strong'] as const,
];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it.each(textPairs)('%s can be read on %s', (text, ground) => {
    expect(contrast(theme, text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(grounds)('the edge of a control stands out from %s', (ground) => {
    expect(contrast(theme, 'edge', ground)).toBeGreaterThanOrEqual(3);
  });

  it('slices of the bar are told apart from what is free', () => {
    for (const state of ['locked', 'claimed', 'drawn']) {
      expect(contrast(theme, state, 'free')).toBeGreaterThanOrEqual(2.5);
    }
  });
});
