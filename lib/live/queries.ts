import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { historyIntervals, LocksQuery } from '@/lib/domain/api';
import type { Hex } from '@/lib/domain/codecs';
import type { AnswerName, AnswerOf } from './read-answer';

/**
 * What the browser asks for, one function a route. Keys begin with the name of what they hold, so that
 * `fold.ts` finds every answer that an event touches.
 *
 * A page comes with its answers. What reads new ones is fetched with the first of them, so that a page has less to
 * load before it can be used.
 */
const get =
  <Name extends AnswerName>(name: Name, path: string) =>
  async ({ signal }: { signal: AbortSignal }): Promise<AnswerOf<Name>> => {
    const { readAnswer } = await import('./read-answer');
    return readAnswer(name, path, { signal });
  };

export type LocksFilter = Partial<Omit<LocksQuery, 'cursor'>>;

export const keys = {
  pools: () => ['pools'] as const,
  pool: (id: Hex) => ['pool', id] as const,
  walletPools: () => ['wallet-pools'] as const,
  timelock: () => ['timelock'] as const,
  history: (pool: Hex | 'all', interval: HistoryInterval) => ['history', pool, interval] as const,
  locks: (filter: LocksFilter) => ['locks', filter] as const,
  ledger: (filter: LocksFilter) => ['ledger', filter] as const,
  payment: (id: Hex) => ['payment', id] as const,
  account: (address: Hex) => ['account', address] as const,
  merchants: () => ['merchants'] as const,
  merchant: (address: Hex) => ['merchant', address] as const,
  admin: () => ['admin'] as const,
  name: (account: Hex) => ['name', account] as const,
};
export type HistoryInterval = (typeof historyIntervals)[number];

/** How the chain's nodes are changes without a block. */
const NODES_EVERY_MS = 5_000;

/** The price of AMP is no event that is followed: what shows one is fetched again now and then. */
const PRICE_EVERY_MS = 30_000;

export const poolsQueryOptions = () =>
  queryOptions({
    queryKey: keys.pools(),
    queryFn: get('poolsAnswer', '/api/pools'),
    refetchInterval: PRICE_EVERY_MS,
  });

export const walletPoolsQueryOptions = () =>
  queryOptions({
    queryKey: keys.walletPools(),
    queryFn: get('walletPoolsAnswer', '/api/wallet-pools'),
    refetchInterval: PRICE_EVERY_MS,
  });

export const poolQueryOptions = (id: Hex) =>
  queryOptions({
    queryKey: keys.pool(id),
    queryFn: get('poolAnswer', `/api/pools/${id}`),
    // What flows to stakes flows without an event.
    refetchInterval: 60_000,
  });

/** The timelock's events are not followed: it is asked again now and then. */
export const timelockQueryOptions = () =>
  queryOptions({
    queryKey: keys.timelock(),
    queryFn: get('timelockAnswer', '/api/timelock'),
    refetchInterval: 60_000,
  });

export const historyQueryOptions = (pool: Hex | 'all', interval: HistoryInterval) =>
  queryOptions({
    queryKey: keys.history(pool, interval),
    queryFn: get('historyAnswer', `/api/pools/${pool}/history?interval=${interval}`),
  });

/** The filter as the route and the page's address bar write it. */
export function locksSearch(filter: LocksFilter & { cursor?: string }): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.toString();
}

/** Every live lock of the app pools, newest first: what the bar draws and what a release is looked up in. */
export const LIVE_LOCKS = { status: 'live', kind: 'pool', limit: 500 } as const satisfies LocksFilter;

export const locksQueryOptions = (filter: LocksFilter = {}) =>
  queryOptions({
    queryKey: keys.locks(filter),
    queryFn: get('locksAnswer', `/api/locks?${locksSearch(filter)}`),
  });

/** The same as pages that follow one another, for scrolling. */
export const ledgerQueryOptions = (filter: LocksFilter = {}) =>
  infiniteQueryOptions({
    queryKey: keys.ledger(filter),
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    queryFn: ({ pageParam, signal }) =>
      get('locksAnswer', `/api/locks?${locksSearch({ ...filter, cursor: pageParam })}`)({ signal }),
    getNextPageParam: (last) => last.next ?? undefined,
  });

export const paymentQueryOptions = (id: Hex) =>
  queryOptions({
    queryKey: keys.payment(id),
    queryFn: get('paymentAnswer', `/api/payments/${id}`),
    refetchInterval: PRICE_EVERY_MS,
  });

export const accountQueryOptions = (address: Hex) =>
  queryOptions({
    queryKey: keys.account(address),
    queryFn: get('accountAnswer', `/api/accounts/${address}`),
  });

export const merchantsQueryOptions = () =>
  queryOptions({ queryKey: keys.merchants(), queryFn: get('merchantsAnswer', '/api/merchants') });

export const merchantQueryOptions = (address: Hex) =>
  queryOptions({
    queryKey: keys.merchant(address),
    queryFn: get('merchantAnswer', `/api/merchants/${address}/payments`),
  });

export const adminQueryOptions = () =>
  queryOptions({
    queryKey: keys.admin(),
    queryFn: get('adminAnswer', '/api/admin'),
    refetchInterval: NODES_EVERY_MS,
  });

/** Names change seldom, and nothing depends on them. */
const NAME_FRESH_MS = 300_000;

/** The ENS name of an address, for where it is shown in full. */
export const nameQueryOptions = (account: Hex) =>
  queryOptions({
    queryKey: keys.name(account),
    queryFn: get('nameAnswer', `/api/names/${account}`),
    staleTime: NAME_FRESH_MS,
    retry: false,
  });
