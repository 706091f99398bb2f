import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import type { LiveDelta, LiveMessage, LocksAnswer, PaymentAnswer, PoolsAnswer } from '@/lib/domain/api';
import type { Lock } from '@/lib/domain/entities';
import { foldLockEntities, foldLocks, foldPayment, foldPools } from './fold';
import { keys, type LocksFilter } from './queries';

/**
 * One message of the live stream into the query cache. Hot answers are folded at once; the others are fetched
 * again when the block touches them. `refetch` collects those keys: the caller throttles.
 */
export function applyMessage(
  client: QueryClient,
  message: LiveMessage,
  refetch: (key: QueryKey) => void,
): void {
  switch (message.type) {
    case 'snapshot':
      client.setQueryData(keys.pools(), message.pools);
      client.setQueryData(keys.locks(LIVE_LOCKS), message.locks);
      for (const key of REFETCHED_ON_ANYTHING) refetch(key);
      refetch(['ledger']);
      refetch(['payment']);
      return;
    case 'rollback':
      // What was folded in cannot be folded out: everything is asked for again, at the chain's new head.
      for (const key of [...REFETCHED_ON_ANYTHING, ['pools'], ['locks'], ['ledger'], ['payment']])
        refetch(key);
      return;
    case 'delta':
      applyDelta(client, message, refetch);
  }
}

/** Every live lock, newest first: what the bar draws and what a release is looked up in. */
export const LIVE_LOCKS = { status: 'live', limit: 500 } as const satisfies LocksFilter;

const REFETCHED_ON_ANYTHING: QueryKey[] = [
  ['account'],
  ['merchant'],
  ['merchants'],
  ['admin'],
  ['pool'],
  ['history'],
];

function applyDelta(client: QueryClient, delta: LiveDelta, refetch: (key: QueryKey) => void): void {
  const pools = client.getQueryData<PoolsAnswer>(keys.pools());
  const lists = client.getQueriesData<LocksAnswer>({ queryKey: ['locks'] });
  const ledgers = client.getQueriesData<InfiniteData<LocksAnswer>>({ queryKey: ['ledger'] });
  const payments = client.getQueriesData<PaymentAnswer>({ queryKey: ['payment'] });

  const known = new Map<string, Lock>();
  for (const [, list] of lists)
    for (const { now: _, ...lock } of list?.locks ?? []) known.set(lock.paymentId, lock);
  for (const [, ledger] of ledgers) {
    for (const page of ledger?.pages ?? []) {
      for (const { now: _, ...lock } of page.locks) known.set(lock.paymentId, lock);
    }
  }
  for (const [, payment] of payments) {
    if (!payment) continue;
    const { now: _, ...lock } = payment.lock;
    known.set(lock.paymentId, lock);
  }

  if (pools && delta.block.number > pools.at.number) {
    const folded = foldPools(pools, known, delta);
    if (folded === 'stale') refetch(keys.pools());
    else client.setQueryData(keys.pools(), folded);
  }
  const epochLength = pools?.epochLength;
  if (epochLength === undefined) {
    if (delta.events.length > 0) for (const key of [['locks'], ['ledger'], ['payment']]) refetch(key);
  } else {
    const changed = foldLockEntities(known, delta, epochLength);
    for (const [key, list] of lists) {
      if (!list || delta.block.number <= list.at.number) continue;
      client.setQueryData(key, foldLocks(list, filterOf(key), changed, delta));
    }
    for (const [key, ledger] of ledgers) {
      if (!ledger) continue;
      client.setQueryData(key, {
        ...ledger,
        pages: ledger.pages.map((page, index) =>
          delta.block.number <= page.at.number
            ? page
            : foldLocks(page, filterOf(key), changed, delta, index === 0),
        ),
      });
    }
    for (const [key, payment] of payments) {
      if (!payment || delta.block.number <= payment.at.number) continue;
      client.setQueryData(key, foldPayment(payment, changed, delta));
    }
  }
  for (const key of touchedAnswers(delta)) refetch(key);
}

/** Keys are `[name, filter]`, made by `queries.ts` alone. */
const filterOf = (key: QueryKey): LocksFilter => key[1] as LocksFilter;

/** The answers that are fetched again because a block touches what they hold. */
function touchedAnswers({ events }: LiveDelta): QueryKey[] {
  const touched = new Map<string, QueryKey>();
  const add = (key: QueryKey) => touched.set(key.join('/'), key);
  for (const event of events) {
    switch (event.name) {
      case 'Supplied':
      case 'ExitRequested':
      case 'ExitCancelled':
      case 'ExitClaimed':
        add(keys.account(event.args.account));
        add(['pool']);
        break;
      case 'TransferByPartition':
        add(keys.account(event.args.from));
        add(keys.account(event.args.to));
        break;
      case 'Minted':
        add(keys.account(event.args.to));
        break;
      case 'CollateralLocked':
      case 'LockClaimed':
        add(keys.merchant(event.args.merchant));
        add(['merchants']);
        break;
      case 'LockReleased':
        add(['merchant']);
        add(['merchants']);
        break;
      case 'LockDrawn':
        add(keys.merchant(event.args.merchant));
        add(['merchants']);
        add(['account']);
        add(['pool']);
        break;
      case 'EpochRolled':
        add(['account']);
        break;
      case 'MerchantSet':
        add(['merchants']);
        add(keys.merchant(event.args.merchant));
        break;
      default:
        break;
    }
  }
  if (events.length > 0) add(['admin']);
  return [...touched.values()];
}
