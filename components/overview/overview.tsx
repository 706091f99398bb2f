'use client';
'use no memo';
import { PanelBoundary } from '@/components/ui/error-panel';
import { later } from '@/components/ui/later';
import { Panel } from '@/components/ui/panel';

const PoolNow = later(() => import('./pool-now').then((loaded) => loaded.PoolNow));
const LiveLocks = later(() => import('./live-locks').then((loaded) => loaded.LiveLocks));
const LockedChart = later(() => import('./locked-chart').then((loaded) => loaded.LockedChart));
const LastDay = later(() => import('./last-day').then((loaded) => loaded.LastDay));
const PoolsTable = later(() => import('./pools-table').then((loaded) => loaded.PoolsTable));

/** The pool now, in one sentence and one bar; what happens in it; where it was; and the pools one by one. */
export function Overview() {
  return (
    <>
      <PanelBoundary title="The pool could not be shown">
        <PoolNow />
      </PanelBoundary>
      <div className="mt-8 grid gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Panel aria-labelledby="live-locks">
          <PanelBoundary title="The latest payments could not be shown">
            <LiveLocks />
          </PanelBoundary>
        </Panel>
        <div className="grid gap-6 sm:max-lg:grid-cols-2 lg:grid-rows-[auto_1fr]">
          <Panel aria-labelledby="locked-chart" className="below-fold">
            <PanelBoundary title="The chart could not be shown">
              <LockedChart />
            </PanelBoundary>
          </Panel>
          <Panel aria-labelledby="last-day" className="below-fold">
            <PanelBoundary>
              <LastDay />
            </PanelBoundary>
          </Panel>
        </div>
      </div>
      <Panel aria-labelledby="pools" className="below-fold mt-6">
        <PanelBoundary title="The pools could not be shown">
          <PoolsTable />
        </PanelBoundary>
      </Panel>
    </>
  );
}
