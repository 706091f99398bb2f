'use client';
import { useMemo, useRef } from 'react';
import { formatCount } from '@/lib/domain/text';
import { cx } from './cx';
import { cutSlices, growOf, type Outcome, partsOf, type Slice, slicesThatFit } from './slices';
import { useBarMotion } from './use-bar-motion';
import { useDepartures } from './use-departures';
import { useWidth } from './use-width';

/** A part of the bar that is no lock. */
export type BarPart = { key: 'leaving' | 'free' | 'held'; size: bigint; label: string };

const NONE = { size: 0n, count: 0 };

const partClass: Record<BarPart['key'], string> = {
  leaving: 'hatched',
  free: 'bg-free',
  held: 'bg-held',
};

/**
 * A balance as slices, the one live element of the project. Each lock is a slice, oldest first; a new one grows in, a
 * released one fades, a drawn one turns before it goes, and nothing else moves. One that is late stands lower than the
 * others, so that it is told apart without its colour. Locks that are too many or too small
 * for the width are merged. Everything it shows stands in words next to it, so to a screen reader it is one picture
 * with one label.
 */
export function SliceBar({
  slices,
  others = NONE,
  parts,
  label,
  outcomeOf,
  onPick,
  className,
}: {
  /** oldest first */
  slices: Slice[];
  /** locks that are known only in sum: they stand before the slices, merged with those too small to show */
  others?: { size: bigint; count: number };
  /** what follows the slices, in this order; sizes of 0 take no room */
  parts: BarPart[];
  label: string;
  /** what became of a slice that is gone */
  outcomeOf: (id: string) => Outcome;
  /** a slice was clicked; a shortcut only: the same must be reachable elsewhere */
  onPick?: (id: string) => void;
  className?: string;
}) {
  const bar = useRef<HTMLDivElement>(null);
  const width = useWidth(bar, 1152);
  const locked = slices.reduce((sum, slice) => sum + slice.size, others.size);
  const total = parts.reduce((sum, part) => sum + part.size, locked);
  const most = slicesThatFit(width, locked, total);
  const { shown, merged } = useMemo(() => cutSlices(slices, most), [slices, most]);
  const standing = useDepartures(shown, slices, outcomeOf);
  useBarMotion(bar);
  const small = { size: merged.size + others.size, count: merged.count + others.count };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a pointer's shortcut to what the table below links to
    <div
      ref={bar}
      role="img"
      aria-label={label}
      onClick={(event) => {
        const id = event.target instanceof HTMLElement ? event.target.dataset.slice : undefined;
        if (id) onPick?.(id);
      }}
      className={cx('relative flex h-18 overflow-hidden rounded-m bg-sunken contain-strict', className)}
    >
      {/* In the document they come before the slices: a bar that has not come whole has all its width, and nothing jumps. */}
      {parts.map(
        ({ key, size, label: title }) =>
          size > 0n && (
            <span
              key={key}
              data-part={key}
              title={title}
              className={cx('slice slice-part', partClass[key])}
              style={{ flexGrow: growOf(size) }}
            />
          ),
      )}
      {small.size > 0n && (
        <span
          data-part="many"
          title={`${formatCount(small.count)} more payments`}
          className="slice slice-many"
          style={{ flexGrow: growOf(small.size) }}
        />
      )}
      {standing.map(({ slice, outcome }) => (
        <span
          key={slice.id}
          data-part={slice.id}
          data-slice={slice.id}
          data-outcome={outcome ?? undefined}
          title={slice.label}
          className={cx(
            'slice',
            slice.tone === 'locked' ? 'bg-locked' : 'slice-late bg-claimed',
            onPick && 'cursor-pointer',
          )}
          style={{ flexGrow: growOf(slice.size) }}
        />
      ))}
    </div>
  );
}

export type LegendItem = {
  key: string;
  swatch: string;
  term: React.ReactNode;
  /** at the end of the term's line */
  beside?: React.ReactNode;
  value: React.ReactNode;
  note: React.ReactNode;
};

/** What the bar shows, in figures. */
export function SliceLegend({ items }: { items: LegendItem[] }) {
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-4">
      {items.map(({ key, swatch, term, beside, value, note }) => (
        <div key={key} className="min-w-0">
          <dt className="flex items-center gap-2 text-small text-ink-2">
            <span aria-hidden="true" className={cx('size-2.5 shrink-0 rounded-[3px]', swatch)} />
            {term}
            {beside}
          </dt>
          <dd className="mt-0.5 text-figure font-semibold">{value}</dd>
          <dd className="text-small text-ink-3">{note}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The same cut, small and still: for a row of a table. */
export function MiniBar({ locked, parts, label }: { locked: bigint; parts: BarPart[]; label: string }) {
  const total = parts.reduce((sum, part) => sum + part.size, locked);
  return (
    <div
      role="img"
      aria-label={label}
      title={label}
      className="flex h-2 min-w-14 overflow-hidden rounded-xs bg-sunken"
    >
      <span className="bg-locked" style={{ flexGrow: partsOf(locked, total) }} />
      {parts.map(({ key, size }) => (
        <span key={key} className={partClass[key]} style={{ flexGrow: partsOf(size, total) }} />
      ))}
    </div>
  );
}
