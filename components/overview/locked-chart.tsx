'use client';
import { useSuspenseQuery } from '@tanstack/react-query';
import { AmpChart } from '@/components/charts/amp-chart';
import { useChainTime } from '@/components/live/live-context';
import { PanelHeader } from '@/components/ui/panel';
import { historyQueryOptions, poolsQueryOptions } from '@/lib/live/queries';
import { totalsOf } from './totals';

const DAY = 86_400;

/** What was locked over the last 24 hours, and what is locked now at its end. */
export function LockedChart() {
  const { data: history } = useSuspenseQuery(historyQueryOptions('all', '15m'));
  const { data: pools } = useSuspenseQuery(poolsQueryOptions());
  const now = Math.max(useChainTime(), pools.at.timestamp);
  const from = now - DAY;
  const readings = history.points
    .filter((point) => point.timestamp >= from && point.timestamp < now)
    .map((point) => ({ at: point.timestamp, wei: point.locked }));
  readings.push({ at: now, wei: totalsOf(pools, now).locked });
  return (
    <>
      <PanelHeader id="locked-chart" title="Locked over the last 24 hours" aside="AMP" />
      <AmpChart readings={readings} from={from} to={now} what="locked" />
    </>
  );
}
