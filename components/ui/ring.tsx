import { cx } from './cx';
import type { Tone } from './tag';

const stroke: Partial<Record<Tone, string>> = {
  locked: 'stroke-locked',
  settling: 'stroke-settling',
  claimed: 'stroke-claimed',
  drawn: 'stroke-drawn',
};
const RADIUS = 10;
const ROUND = 2 * Math.PI * RADIUS;

/** How much of a time is left, as a ring that empties. `share` is 0 to 1; the words stand beside it. */
export function Ring({
  share,
  tone = 'locked',
  className,
}: {
  share: number;
  tone?: Tone;
  className?: string;
}) {
  const left = Math.min(1, Math.max(0, share));
  return (
    <svg
      viewBox="0 0 26 26"
      aria-hidden="true"
      focusable="false"
      className={cx('size-[26px] shrink-0', className)}
    >
      <circle cx="13" cy="13" r={RADIUS} fill="none" className="stroke-line" strokeWidth="3" />
      {left > 0 && (
        <circle
          cx="13"
          cy="13"
          r={RADIUS}
          fill="none"
          className={stroke[tone] ?? 'stroke-ink-3'}
          strokeWidth="3"
          strokeLinecap="round"
          strokeDasharray={`${Math.max(0.5, left * ROUND)} ${ROUND}`}
          transform="rotate(-90 13 13)"
        />
      )}
    </svg>
  );
}
