'use client';
import { useEffect, useMemo, useRef, useState } from 'react';
import { cx } from './cx';
import { cutSlices, type Outcome, partsOf, type Slice, slicesThatFit } from './slices';
import { useDepartures } from './use-departures';
import { useWidth } from './use-width';

/** A part of the bar that is no lock. */
export type BarPart = { key: 'leaving' | 'free' | 'held' | 'rest'; size: bigint; label: string };

const partClass: Record<BarPart['key'], string> = {
  rest: 'slice-many',
  leaving: 'hatched',
  free: 'bg-free',
  held: 'bg-held',
};

/**
 * A balance as slices, the one live element of the project. Each lock is a slice, oldest first; a new one grows in, a
 * released one fades, a drawn one turns before it goes, and nothing else moves. Locks that are too many or too small
 * for the width are merged. Everything it shows stands in words next to it, so to a screen reader it is one picture
 * with one label.
 */
export function SliceBar({
  slices,
  parts,
  label,
  outcomeOf,
  onPick,
  className,
}: {
  /** oldest first */
  slices: Slice[];
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
  const live = useAfterFirstPaint();
  const locked = slices.reduce((sum, slice) => sum + slice.size, 0n);
  const total = parts.reduce((sum, part) => sum + part.size, locked);
  const most = slicesThatFit(width, locked, total);
  const { shown, merged } = useMemo(() => cutSlices(slices, most), [slices, most]);
  const standing = useDepartures(shown, slices, outcomeOf);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a pointer's shortcut to what the table below links to
    <div
      ref={bar}
      role="img"
      aria-label={label}
      data-live={live || undefined}
      onClick={(event) => {
        const id = event.target instanceof HTMLElement ? event.target.dataset.slice : undefined;
        if (id) onPick?.(id);
      }}
      className={cx('flex h-18 overflow-hidden rounded-m bg-sunken contain-strict', className)}
    >
      {merged.count > 0 && (
        <span
          title={`${merged.count.toLocaleString('en-US')} smaller payments`}
          className="slice slice-many"
          style={{ flexGrow: partsOf(merged.size, total) }}
        />
      )}
      {standing.map(({ slice, outcome }) => (
        <span
          key={slice.id}
          data-slice={slice.id}
          data-outcome={outcome ?? undefined}
          title={slice.label}
          className={cx(
            'slice',
            slice.tone === 'locked' ? 'bg-locked' : 'bg-claimed',
            onPick && 'cursor-pointer',
          )}
          style={{
            flexGrow: outcome ? 0 : partsOf(slice.size, total),
            ['--was' as string]: partsOf(slice.size, total),
          }}
        />
      ))}
      {parts.map(
        ({ key, size, label: title }) =>
          size > 0n && (
            <span
              key={key}
              title={title}
              className={cx('slice slice-part', partClass[key])}
              style={{ flexGrow: partsOf(size, total) }}
            />
          ),
      )}
    </div>
  );
}

/** True once what the server sent is on screen: only what comes after that grows in. */
function useAfterFirstPaint(): boolean {
  const [painted, setPainted] = useState(false);
  useEffect(() => setPainted(true), []);
  return painted;
}

export type LegendItem = {
  key: string;
  swatch: string;
  term: React.ReactNode;
  value: React.ReactNode;
  note: React.ReactNode;
};

/** What the bar shows, in figures. */
export function SliceLegend({ items }: { items: LegendItem[] }) {
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-4">
      {items.map(({ key, swatch, term, value, note }) => (
        <div key={key} className="min-w-0">
          <dt className="flex items-center gap-2 text-small text-ink-2">
            <span aria-hidden="true" className={cx('size-2.5 shrink-0 rounded-[3px]', swatch)} />
            {term}
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
