'use client';
import { useDeployment } from '@/components/live/live-context';
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel';
import type { Hex } from '@/lib/domain/codecs';
import { ActivityList } from './activity-list';
import { useActivities } from './activity-store';

/** An account's transactions from this browser; absent while there are none. They survive a reload. */
export function ActivityPanel({ account }: { account: Hex }) {
  const { chainId } = useDeployment();
  const mine = useActivities().filter((one) => one.chainId === chainId && one.account === account);
  if (mine.length === 0) return null;
  return (
    <Panel aria-labelledby="transactions">
      <PanelHeader id="transactions" title="Your transactions" hint="Sent from this browser" />
      <PanelBody>
        <ActivityList activities={mine.slice(0, 8)} />
      </PanelBody>
    </Panel>
  );
}
