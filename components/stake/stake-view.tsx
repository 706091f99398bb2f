'use client';
import { useQueries, useSuspenseQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useChainTime } from '@/components/live/live-context';
import { ampInWords } from '@/components/overview/totals';
import { PageTitle } from '@/components/shell/page-title';
import { EmptyState } from '@/components/ui/empty-state';
import { later } from '@/components/ui/later';
import { Link } from '@/components/ui/link';
import { Panel, PanelHeader } from '@/components/ui/panel';
import { SkeletonRows } from '@/components/ui/skeleton';
import { needAll } from '@/components/ui/when-needed';
import { accountOf, useWallet } from '@/components/wallet/use-wallet';
import { historyQueryOptions, poolQueryOptions, poolsQueryOptions } from '@/lib/live/queries';
import { byStake, findPool, type PoolFacts, poolFacts } from './pool-facts';

const PoolComparison = later(() => import('./pool-comparison').then((loaded) => loaded.PoolComparison), {
  meanwhile: <SkeletonRows rows={3} />,
});
/** On a phone the forms and what follows are below what is seen at first. For whoever has a wallet, all wakes at once. */
const NEEDED = { wake: 'when needed' } as const;
const ChosenPool = later(() => import('./chosen-pool').then((loaded) => loaded.ChosenPool), NEEDED);
const LossHistory = later(() => import('./loss-history').then((loaded) => loaded.LossHistory), NEEDED);
const WhoDecides = later(() => import('./who-decides').then((loaded) => loaded.WhoDecides), NEEDED);

/** Choose a pool, stake in it, leave it. `named` is the pool in the page's address, if any. */
export function StakeView({ named }: { named: string | null }) {
  const account = accountOf(useWallet());
  useEffect(() => {
    if (account) needAll();
  }, [account]);
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
