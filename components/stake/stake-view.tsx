'use client';
import { useQueries, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useChainTime } from '@/components/live/live-context';
import { ampInWords } from '@/components/overview/totals';
import { PageTitle } from '@/components/shell/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { later } from '@/components/ui/later';
import { Link } from '@/components/ui/link';
import { Panel, PanelBody, PanelHeader } from '@/components/ui/panel';
import { Tabs } from '@/components/ui/tabs';
import { ActivityPanel } from '@/components/wallet/activity-panel';
import { accountOf, useWallet } from '@/components/wallet/use-wallet';
import {
  accountQueryOptions,
  historyQueryOptions,
  poolQueryOptions,
  poolsQueryOptions,
} from '@/lib/live/queries';
import { ExitForm } from './exit-form';
import { PoolComparison } from './pool-comparison';
import { byStake, findPool, type PoolFacts, poolFacts } from './pool-facts';
import { PoolTerms } from './pool-terms';
import { PositionPanel } from './position-panel';
import { StakeForm } from './stake-form';

const LossHistory = later(() => import('./loss-history').then((loaded) => loaded.LossHistory));
const WhoDecides = later(() => import('./who-decides').then((loaded) => loaded.WhoDecides));

/** Choose a pool, stake in it, leave it. `named` is the pool in the page's address, if any. */
export function StakeView({ named }: { named: string | null }) {
  const { data } = useSuspenseQuery(poolsQueryOptions());
  const now = Math.max(useChainTime(), data.at.timestamp);
  const histories = useQueries({
    queries: data.pools.map(({ pool }) => ({
      ...historyQueryOptions(pool.id, '1d'),
      refetchInterval: 600_000,
    })),
  });
  const answers = useQueries({ queries: data.pools.map(({ pool }) => poolQueryOptions(pool.id)) });
  const facts = data.pools
    .map((summary, index) =>
      poolFacts(summary, histories[index]?.data, now, data.epochLength, answers[index]?.data),
    )
    .sort(byStake);
  const chosenPool =
    (named && findPool(data.pools, named)) || facts.find(takesStakes)?.summary || facts[0]?.summary;
  const chosen = facts.find(({ summary }) => summary.pool.id === chosenPool?.pool.id);
  const answer = answers[data.pools.findIndex(({ pool }) => pool.id === chosenPool?.pool.id)]?.data;
  const staked = facts.reduce((sum, { settled }) => sum + settled.assets, 0n);
  if (!chosen) {
    return (
      <EmptyState title="There is no pool to stake in yet">
        The contract is deployed, and nobody has opened a pool.
      </EmptyState>
    );
  }
  return (
    <>
      <PageTitle
        title={
          staked > 0n
            ? `${ampInWords(staked)} AMP stands behind payments in ${facts.length === 1 ? 'one pool' : `${facts.length} pools`}.`
            : 'No AMP is staked yet.'
        }
      >
        Your stake joins a pool and guarantees its app’s payments. If one fails, its merchant is paid from the
        pool, and everyone in it bears the loss in proportion. AMP can back payments from your own wallet,
        too:{' '}
        <Link href="/wallet" className="link">
          collateral in place
        </Link>
        .
      </PageTitle>
      <Panel aria-labelledby="compare">
        <PanelHeader id="compare" title="Choose a pool" hint="What one pool loses touches no other." />
        <PoolComparison facts={facts} chosen={chosen.summary.pool.id} now={now} />
      </Panel>
      <ChosenPool facts={chosen} now={now} epochLength={data.epochLength} price={data.price} />
      <div className="mt-6 grid items-start gap-6 lg:grid-cols-2">
        <LossHistory tag={chosen.summary.pool.tag} answer={answer} />
        <WhoDecides answer={answer} now={now} />
      </div>
    </>
  );
}

const takesStakes = ({ summary }: PoolFacts): boolean => !summary.pool.pauses.stakes;

function ChosenPool({
  facts,
  now,
  epochLength,
  price,
}: {
  facts: PoolFacts;
  now: number;
  epochLength: number;
  price: Parameters<typeof StakeForm>[0]['price'];
}) {
  const wallet = useWallet();
  const address = accountOf(wallet);
  const { data: account } = useQuery({
    ...accountQueryOptions(address ?? '0x'),
    enabled: address !== null,
  });
  const [tab, setTab] = useState<'stake' | 'leave'>('stake');
  const { pool } = facts.summary;
  const position = account?.positions.find((one) => one.pool === pool.id);
  const spendable = account?.partitions
    ? (account.partitions.find(({ kind }) => kind === 'default')?.amount ?? 0n)
    : null;
  return (
    <div className="mt-6 grid items-start gap-6 lg:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)]">
      <Panel aria-labelledby="act">
        <PanelHeader id="act" title={tab === 'stake' ? `Stake in ${pool.tag}` : `Leave ${pool.tag}`} />
        <PanelBody>
          <Tabs
            label="What to do"
            value={tab}
            onValueChange={setTab}
            tabs={[
              {
                value: 'stake',
                label: 'Stake',
                content: (
                  <StakeForm facts={facts} spendable={spendable} account={address} price={price} now={now} />
                ),
              },
              {
                value: 'leave',
                label: 'Leave',
                content: (
                  <ExitForm
                    facts={facts}
                    shares={position?.shares ?? 0n}
                    price={price}
                    whenEmpty={
                      <EmptyState title={`Nothing to take out of ${pool.tag}`} className="!py-8">
                        {address
                          ? 'This account has no stake here. Exits that were asked for stand beside this form.'
                          : 'Connect the wallet that holds your stake.'}
                      </EmptyState>
                    }
                  />
                ),
              },
            ]}
          />
        </PanelBody>
      </Panel>
      <div className="grid gap-6">
        {account && (
          <PositionPanel facts={facts} account={account} now={now} manage={wallet.status === 'connected'} />
        )}
        {address && <ActivityPanel account={address} />}
        <PoolTerms facts={facts} epochLength={epochLength} />
      </div>
    </div>
  );
}
