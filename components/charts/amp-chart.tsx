'use client';
import { type PointerEvent, useId, useState } from 'react';
import { useTimeZone } from '@/components/ui/time';
import { timeText, type Zone } from '@/components/ui/time-text';
import { formatAmp, formatAmpShort, WEI_PER_AMP } from '@/lib/domain/money';
import { areaUnder, edgeOf, FRAME, hourTicks, nearest, plotOf, type Reading } from './scale';

const percent = (value: number) => `${value}%`;

/**
 * AMP over time as a line over its area; the last reading is now. A pointer or the arrow keys read it off; the
 * figures behind it stand in a table below, folded away.
 */
export function AmpChart({
  readings,
  from,
  to,
  what,
  tickHours = 6,
}: {
  /** in order of time */
  readings: Reading[];
  from: number;
  to: number;
  /** what is read, after the amount: "locked" */
  what: string;
  tickHours?: number;
}) {
  const zone = useTimeZone();
  const id = useId();
  const [share, setShare] = useState<number | null>(null);
  const plot = plotOf(readings, from, to);
  const read = share === null ? null : nearest(readings, from, to, share);
  const last = readings.at(-1);
  const words = (reading: Reading) =>
    `${timeText(reading.at, 'minute', zone)}: ${formatAmp(reading.wei, 0)} AMP ${what}`;

  const edge = edgeOf(readings, plot);
  const shape = areaUnder(edge, readings, plot);

  const point = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setShare(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
  };
  const shown = read ?? last;
  return (
    <figure className="px-4 pb-4 sm:px-5">
      <figcaption className="flex items-baseline justify-between gap-3 pb-2 text-small text-ink-2 tabular-nums">
        {shown ? (
          <>
            <span>
              <span className="text-lead font-semibold text-ink">{formatAmpShort(shown.wei)}</span> {what}
            </span>
            <span className="text-ink-3">{read ? timeText(read.at, 'minute', zone) : 'now'}</span>
          </>
        ) : (
          <span>No readings yet</span>
        )}
      </figcaption>
      <div className="relative mt-3 h-40">
        <svg
          viewBox={`0 0 ${FRAME} ${FRAME}`}
          preserveAspectRatio="none"
          aria-hidden="true"
          className="absolute inset-0 size-full overflow-visible"
        >
          {plot.ticks.map((tick) => (
            <path
              key={tick}
              d={`M0 ${plot.yTick(tick)}H${FRAME}`}
              vectorEffect="non-scaling-stroke"
              className={tick === 0 ? 'stroke-line-strong' : 'stroke-line'}
            />
          ))}
          <path d={shape} className="fill-locked-soft" />
          <path
            d={edge}
            vectorEffect="non-scaling-stroke"
            fill="none"
            className="stroke-locked"
            strokeWidth="2"
            strokeLinejoin="round"
          />
        </svg>
        {plot.ticks
          .filter((tick) => tick > 0)
          .map((tick) => (
            <span
              key={tick}
              aria-hidden="true"
              className="absolute left-0 -translate-y-full bg-raised pr-1.5 text-tick text-ink-3 tabular-nums"
              style={{ top: percent(plot.yTick(tick)) }}
            >
              {formatAmpShort(BigInt(tick) * WEI_PER_AMP).replace(/\.0+(?=\D|$)/, '')}
            </span>
          ))}
        {shown && (
          <>
            {read && (
              <span className="absolute inset-y-0 w-px bg-ink-3" style={{ left: percent(plot.x(read.at)) }} />
            )}
            <span
              className="absolute size-2.5 -translate-1/2 rounded-full border-2 border-raised bg-locked"
              style={{ left: percent(plot.x(shown.at)), top: percent(plot.y(shown.wei)) }}
            />
          </>
        )}
        {readings.length > 1 && (
          <input
            type="range"
            min={0}
            max={readings.length - 1}
            value={read ? readings.indexOf(read) : readings.length - 1}
            aria-label={`Read the chart: AMP ${what}`}
            aria-valuetext={shown ? words(shown) : undefined}
            aria-details={`${id}-table`}
            onChange={(event) => {
              const reading = readings[event.target.valueAsNumber];
              if (reading) setShare((reading.at - from) / Math.max(1, to - from));
            }}
            onPointerMove={point}
            onPointerDown={point}
            onPointerLeave={() => setShare(null)}
            onBlur={() => setShare(null)}
            className="chart-reader absolute inset-0 size-full"
          />
        )}
      </div>
      <div aria-hidden="true" className="relative mt-1.5 h-4 text-tick text-ink-3 tabular-nums">
        {hourTicks(from, to, tickHours).map((tick) => (
          <span key={tick} className="absolute -translate-x-1/2" style={{ left: percent(plot.x(tick)) }}>
            {timeText(tick, 'minute', zone)}
          </span>
        ))}
        <span className="absolute right-0">now</span>
      </div>
      <ChartTable id={`${id}-table`} readings={readings} what={what} zone={zone} />
    </figure>
  );
}

/** The chart's figures by the hour: for whoever cannot see it, or wants to know exactly. */
function ChartTable({
  id,
  readings,
  what,
  zone,
}: {
  id: string;
  readings: Reading[];
  what: string;
  zone: Zone;
}) {
  const hourly = readings.filter(
    ({ at }, index) =>
      index === readings.length - 1 ||
      Math.floor(at / 3600) !== Math.floor((readings[index + 1]?.at ?? at) / 3600),
  );
  return (
    <details id={id} className="mt-2 text-small">
      <summary className="w-fit text-ink-3 hover:text-ink">As a table</summary>
      <div className="mt-2 max-h-60 overflow-y-auto">
        <table className="w-full">
          <thead className="text-left text-ink-3">
            <tr>
              <th scope="col" className="py-1 font-medium">
                Time
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                AMP {what}
              </th>
            </tr>
          </thead>
          <tbody>
            {hourly.toReversed().map(({ at, wei }) => (
              <tr key={at} className="border-t border-line">
                <td className="py-1">{timeText(at, 'minute', zone)}</td>
                <td className="py-1 text-right">{formatAmp(wei, 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
