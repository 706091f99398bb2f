import { dehydrate, HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { readFilter } from '@/components/locks/filter-url';
import { LedgerLater } from '@/components/locks/ledger-later';
import { LEDGER_PAGE } from '@/components/locks/ledger-page';
import { ledgerQueryOptions, merchantsQueryOptions, poolsQueryOptions } from '@/lib/live/queries';
import { readLocks } from '@/lib/queries/locks';
import { readMerchants } from '@/lib/queries/merchants';
import { type Prefetch, prefetch } from '@/lib/queries/page';
import { readPools } from '@/lib/queries/pools';

export const metadata: Metadata = { title: 'Locks' };

type Search = Record<string, string | string[] | undefined>;

/** The first value of each: an address that names a filter twice means its first. */
const entries = (search: Search): [string, string][] =>
  Object.entries(search).flatMap(([name, value]) => {
    const first = Array.isArray(value) ? value[0] : value;
    return first === undefined ? [] : [[name, first] as [string, string]];
  });

export default async function LocksPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { filter } = readFilter(entries(await searchParams));
  const query = { ...filter, limit: LEDGER_PAGE };
  const ledger: Prefetch = {
    options: ledgerQueryOptions(query),
    // As an endless list keeps it: pages, and the cursors that asked for them.
    read: async (view) => {
      const finish = await readLocks(view, query);
      return async (chain) => ({ pages: [await finish(chain)], pageParams: [undefined] });
    },
  };
  const queryClient = await prefetch([
    { options: poolsQueryOptions(), read: readPools },
    { options: merchantsQueryOptions(), read: readMerchants },
    ledger,
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <LedgerLater />
    </HydrationBoundary>
  );
}
