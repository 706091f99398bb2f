import * as accountHistory from '@/app/api/accounts/[address]/history/route';
import * as account from '@/app/api/accounts/[address]/route';
import * as admin from '@/app/api/admin/route';
import * as locks from '@/app/api/locks/route';
import * as managers from '@/app/api/managers/route';
import * as payments from '@/app/api/merchants/[address]/payments/route';
import * as merchants from '@/app/api/merchants/route';
import * as payment from '@/app/api/payments/[id]/route';
import * as history from '@/app/api/pools/[id]/history/route';
import * as pool from '@/app/api/pools/[id]/route';
import * as pools from '@/app/api/pools/route';
import { historyIntervals } from '@/lib/domain/api';
import type { Random } from '@/lib/follower/testing/random';
import { accountAt, BUSY_ACCOUNT, merchantAt, type Size } from './past';

/** What the database was found to hold, to ask about. */
export type Known = { head: number; pools: readonly string[]; payments: readonly string[] };

type Ask = { path: string; params?: Record<string, string> };
export type RouteUnderTest = {
  name: string;
  GET: (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
  /** Another question each time, of all kinds that people ask. */
  ask: (random: Random) => Ask;
};

/**
 * Every route that reads the database, as it is now; and each of them at a block of any age. Exports are left out: they
 * are as long as what they tell.
 */
export function routesUnderTest({ head, pools: ids, payments: known }: Known, size: Size): RouteUnderTest[] {
  const anyAccount = (random: Random) =>
    accountAt(random.next() < 0.05 ? BUSY_ACCOUNT : random.between(0, size.accounts - 1));
  // By what they sell, so that most questions are about the busiest, and by name, which are the small ones.
  const anyMerchant = (random: Random) =>
    merchantAt(Math.floor(200 * random.next() ** (random.next() < 0.5 ? 4 : 1)));
  const merchantOrAccount = (random: Random) =>
    random.next() < 0.1 ? anyMerchant(random) : anyAccount(random);
  const cursor = (random: Random) =>
    random.next() < 0.5 ? [] : [['cursor', `${random.between(2, head)}-${random.between(0, 20)}`]];
  const filters = (random: Random, own: string[][] = []) => {
    const chosen = [...own, ...cursor(random)];
    if (random.next() < 0.5) {
      chosen.push([
        'status',
        random.pick(['live', 'open', 'overdue', 'claimed', 'released', 'drawn', 'expired']),
      ]);
    }
    if (random.next() < 0.3) chosen.push(['asset', random.pick(['BTC', 'ETH', 'SOL', 'NONE'])]);
    if (random.next() < 0.3) chosen.push(['min', `${random.pick([1, 100, 499, 900])}${'0'.repeat(18)}`]);
    return new URLSearchParams(chosen).toString();
  };
  const ledger = (random: Random) => {
    const own: string[][] = [];
    if (random.next() < 0.4) own.push(['pool', random.pick(ids)]);
    if (random.next() < 0.4) own.push(['merchant', anyMerchant(random)]);
    return filters(random, own);
  };

  const routes: RouteUnderTest[] = [
    { name: '/api/pools', GET: pools.GET, ask: () => ({ path: '/api/pools' }) },
    {
      name: '/api/pools/{id}',
      GET: pool.GET,
      ask: (random) => ({ path: '/api/pools/x', params: { id: random.pick(ids) } }),
    },
    {
      name: '/api/pools/{id}/history',
      GET: history.GET,
      ask: (random) => ({
        path: `/api/pools/x/history?interval=${random.pick(historyIntervals)}`,
        params: { id: random.pick(['all', ...ids]) },
      }),
    },
    { name: '/api/locks', GET: locks.GET, ask: (random) => ({ path: `/api/locks?${ledger(random)}` }) },
    {
      name: '/api/payments/{id}',
      GET: payment.GET,
      ask: (random) => ({ path: '/api/payments/x', params: { id: random.pick(known) } }),
    },
    { name: '/api/merchants', GET: merchants.GET, ask: () => ({ path: '/api/merchants' }) },
    {
      name: '/api/merchants/{address}/payments',
      GET: payments.GET,
      ask: (random) => ({
        path: `/api/merchants/x/payments?${filters(random)}`,
        params: { address: anyMerchant(random) },
      }),
    },
    {
      name: '/api/accounts/{address}',
      GET: account.GET,
      ask: (random) => ({ path: '/api/accounts/x', params: { address: merchantOrAccount(random) } }),
    },
    {
      name: '/api/accounts/{address}/history',
      GET: accountHistory.GET,
      ask: (random) => ({
        path: `/api/accounts/x/history?${new URLSearchParams(cursor(random)).toString()}`,
        params: { address: merchantOrAccount(random) },
      }),
    },
    { name: '/api/managers', GET: managers.GET, ask: () => ({ path: '/api/managers' }) },
    { name: '/api/admin', GET: admin.GET, ask: () => ({ path: '/api/admin' }) },
  ];
  const past = routes.map(({ name, GET, ask }) => ({
    name: `${name} ?block=`,
    GET,
    ask: (random: Random) => {
      const { path, params } = ask(random);
      // Not older than a hundredth of the past: a payment has to be there.
      const block = random.between(Math.ceil(head / 100), head);
      return { path: `${path}${path.includes('?') ? '&' : '?'}block=${block}`, ...(params && { params }) };
    },
  }));
  return [...routes, ...past];
}
