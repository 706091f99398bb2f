'use client';
import { useSuspenseQuery } from '@tanstack/react-query';
import { formatBlock } from '@/components/shell/freshness-text';
import { PageTitle } from '@/components/shell/page-title';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { adminQueryOptions, poolsQueryOptions } from '@/lib/live/queries';
import { Alarms } from './alarms';
import { Equations } from './equations';
import { ExitCapacity } from './exit-capacity';
import { FindingList } from './finding-list';
import { findingsOf, healthSentence } from './findings';
import { FollowerFacts } from './follower-facts';
import { NodesPanel } from './nodes-panel';
import { PoolUse } from './pool-use';

/** Is anything wrong? Then: how it was found out, pool by pool. */
export function HealthView() {
  const { data: admin } = useSuspenseQuery(adminQueryOptions());
  const { data: pools } = useSuspenseQuery(poolsQueryOptions());
  const findings = findingsOf(admin, pools.pools);
  return (
    <>
      <PageTitle title={healthSentence(findings)}>
        {findings.length} checks at block {formatBlock(admin.at.number)}, again with every block that changes
        something.
      </PageTitle>
      <div className="grid gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Panel aria-labelledby="checks">
          <PanelHeader id="checks" title="Checks" />
          <FindingList findings={findings} />
        </Panel>
        <Panel aria-labelledby="follower">
          <PanelHeader
            id="follower"
            title="Follower"
            hint="Reads the chain into the database, block by block."
          />
          <FollowerFacts follower={admin.follower} />
        </Panel>
      </div>
      <NodesPanel nodes={admin.follower.nodes} agreement={admin.follower.agreement} />
      {admin.alarms.length > 0 && (
        <Panel aria-labelledby="alarms" className="mt-6">
          <PanelHeader
            id="alarms"
            title="What was stored wrongly"
            hint="Found by the audit, which proves every block and compares what follows from it with the contracts."
          />
          <Alarms alarms={admin.alarms} />
        </Panel>
      )}
      <Panel aria-labelledby="books" className="mt-6">
        <PanelHeader
          id="books"
          title="The books of each pool"
          hint="What Amp holds for a pool must equal what the pool accounts for, to the wei."
        />
        <Equations health={admin.pools} />
      </Panel>
      <Panel aria-labelledby="use" className="mt-6">
        <PanelHeader id="use" title="Use" />
        <PoolUse pools={pools} health={admin.pools} />
      </Panel>
      <Panel aria-labelledby="exits" className="mt-6">
        <PanelHeader
          id="exits"
          title="Capacity after queued exits"
          hint="What could still be locked once everyone who asked to leave is out, if nobody else comes or goes."
        />
        <ExitCapacity health={admin.pools} pools={pools} />
      </Panel>
    </>
  );
}
