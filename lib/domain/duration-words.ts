const UNITS = [
  ['day', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
] as const;

const count = (value: number, unit: (typeof UNITS)[number][0]): string =>
  unit === 'day' ? `${value} ${value === 1 ? 'day' : 'days'}` : `${value} ${unit}`;

/** Seconds as people say them, the two largest units: `2 days 4 h`, `3 min`, `0 s`. Negative counts as 0. */
export function durationWords(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const first = UNITS.findIndex(([, size]) => whole >= size);
  const [unit, size] = UNITS[first] ?? UNITS[3];
  const parts = [count(Math.floor(whole / size), unit)];
  const next = first === -1 ? undefined : UNITS[first + 1];
  if (next) {
    const rest = Math.floor((whole % size) / next[1]);
    if (rest > 0) parts.push(count(rest, next[0]));
  }
  return parts.join(' ');
}
