import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { findPool } from '@/components/stake/pool-facts';
import { StakeView } from '@/components/stake/stake-view';
import { walletHint } from '@/components/wallet/wallet-hint';
import { WalletHintProvider } from '@/components/wallet/wallet-hint-provider';
import type { PoolsAnswer } from '@/lib/domain/api';
import {
  accountQueryOptions,
  historyQueryOptions,
  poolQueryOptions,
  poolsQueryOptions,
} from '@/lib/live/queries';
import { readAccount } from '@/lib/queries/account';
import { readHistory } from '@/lib/queries/history';
import { type Prefetch, prefetch } from '@/lib/queries/page';
import { readPool } from '@/lib/queries/pool';
import { readPools } from '@/lib/queries/pools';

export const metadata: Metadata = {
  title: 'Stake',
  description: 'Compare the pools, stake AMP in one, and leave it again.',
};

export default async function StakePage({
  searchParams,
}: {
  searchParams: Promise<{ pool?: string | string[] }>;
}) {
  const { pool } = await searchParams;
  const named = typeof pool === 'string' ? pool : null;
  const account = await walletHint();
  const pools = { options: poolsQueryOptions(), read: readPools };
  // Which pools there are decides what else is read; the second reading takes all of it at one block.
  const known = (await prefetch([pools])).getQueryData<PoolsAnswer>(pools.options.queryKey)?.pools ?? [];
  if (named !== null && known.length > 0 && !findPool(known, named)) notFound();
  const each = known.flatMap(({ pool: { id } }): Prefetch[] => [
    {
      options: historyQueryOptions(id, '1d'),
      read: (view) => readHistory(view, { pool: id, interval: '1d' }),
    },
    { options: poolQueryOptions(id), read: (view) => readPool(view, id) },
  ]);
  const mine: Prefetch[] = account
    ? [{ options: accountQueryOptions(account), read: (view) => readAccount(view, account) }]
    : [];
  const queryClient = await prefetch([pools, ...each, ...mine]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <WalletHintProvider account={account}>
        <StakeView named={named} />
      </WalletHintProvider>
    </HydrationBoundary>
  );
}
