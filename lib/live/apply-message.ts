import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import type {
  LiveDelta,
  LiveMessage,
  LocksAnswer,
  MerchantAnswer,
  PaymentAnswer,
  PoolsAnswer,
} from '@/lib/domain/api';
import type { BlockRef, Lock } from '@/lib/domain/entities';
import { lockKey } from '@/lib/domain/entity-key';
import type { ChainEvent, EventOf } from '@/lib/domain/events';
import { lockOfRow } from '@/lib/domain/lock-row';
import { type Folded, foldLockEntities, foldLocks, foldPayment, foldPools } from './fold';
import { foldMerchant } from './fold-merchant';
import { keys, LIVE_LOCKS, type LocksFilter } from './queries';
import type { Refetch } from './refetch';

/**
 * One message of the live stream into the query cache. Hot answers are folded at once; the others are fetched
 * again when the block touches them, {@link Refetch} with their keys.
 */
export function applyMessage(
  client: QueryClient,
  message: LiveMessage,
  epochLength: number,
  refetch: Refetch,
): void {
  switch (message.type) {
    case 'snapshot':
      client.setQueryData(keys.pools(), message.pools);
      client.setQueryData(keys.locks(LIVE_LOCKS), message.locks);
      for (const key of [...REFETCHED_ON_ANYTHING, ['ledger'], ['payment']]) refetch(key, 'anew');
      return;
    case 'rollback':
      // What was folded in cannot be folded out: everything is asked for again, at the chain's new head.
      for (const key of [...REFETCHED_ON_ANYTHING, ['pools'], ['locks'], ['ledger'], ['payment']])
        refetch(key, 'anew');
      return;
    case 'delta':
      applyDelta(client, message, epochLength, refetch);
      return;
    case 'agreement':
      refetch(keys.admin(), 'anew');
  }
}

const REFETCHED_ON_ANYTHING: QueryKey[] = [
  ['account'],
  ['merchant'],
  ['merchants'],
  ['admin'],
  ['pool'],
  ['history'],
  ['wallet-pools'],
];

function applyDelta(client: QueryClient, delta: LiveDelta, epochLength: number, refetch: Refetch): void {
  const pools = client.getQueryData<PoolsAnswer>(keys.pools());
  const lists = client.getQueriesData<LocksAnswer>({ queryKey: ['locks'] });
  const ledgers = client.getQueriesData<InfiniteData<LocksAnswer>>({ queryKey: ['ledger'] });
  const payments = client.getQueriesData<PaymentAnswer>({ queryKey: ['payment'] });

  const merchants = client.getQueriesData<MerchantAnswer>({ queryKey: ['merchant'] });
  const rows = [
    ...lists.flatMap(([, list]) => list?.locks ?? []),
    ...ledgers.flatMap(([, ledger]) => ledger?.pages.flatMap((page) => page.locks) ?? []),
    ...merchants.flatMap(([, merchant]) => merchant?.locks ?? []),
    ...payments.flatMap(([, payment]) =>
      payment ? [payment.lock, ...(payment.other ? [payment.other] : [])] : [],
    ),
  ];
  const known = new Map<string, Lock>(rows.map((row) => [lockKey(row), lockOfRow(row)]));

  /** Folds one answer, if this block is the one that comes next for it; else, and without it, it is fetched again. */
  const update = <Answer extends { at: BlockRef }>(
    key: QueryKey,
    answer: Answer | undefined,
    fold: (answer: Answer) => Folded<Answer>,
  ) => {
    if (!answer || holds(answer.at, delta)) return;
    const folded = isNext(delta, answer.at) ? fold(answer) : 'stale';
    if (folded === 'stale') refetch(key);
    else client.setQueryData(key, folded);
  };

  update(keys.pools(), pools, (answer) => foldPools(answer, known, delta));
  const changed = foldLockEntities(known, delta, epochLength);
  for (const [key, list] of lists) {
    update(key, list, (answer) => trimmed(foldLocks(answer, filterOf(key), changed, delta), filterOf(key)));
  }
  for (const [key, merchant] of merchants) {
    update(key, merchant, (answer) => trimmed(foldMerchant(answer, known, changed, delta), {}));
  }
  for (const [key, payment] of payments) {
    update(key, payment, (answer) => foldPayment(answer, changed, delta, epochLength));
  }
  for (const [key, ledger] of ledgers) {
    const [first, ...others] = ledger?.pages ?? [];
    if (!ledger || !first || holds(first.at, delta)) continue;
    if (!isNext(delta, first.at)) refetch(key);
    else {
      const filter = filterOf(key);
      const pages = [
        foldLocks(first, filter, changed, delta),
        ...others.map((page) => foldLocks(page, filter, changed, delta, false)),
      ];
      client.setQueryData(key, { ...ledger, pages });
    }
  }
  for (const key of touchedAnswers(delta)) refetch(key);
  // A merchant's sums hold locks that its page does not: what happens to those cannot be folded.
  if (delta.events.some((event) => isOfUnknownLock(event, known))) refetch(['merchant']);
}

/** What an answer has already. One of the same height is another block when a reorg came between. */
const holds = (at: BlockRef, { block }: LiveDelta): boolean =>
  block.number < at.number || block.hash === at.hash;

/** By its hash: on an answer of a branch that is gone nothing can be built. */
const isNext = ({ block }: LiveDelta, at: BlockRef): boolean => block.parentHash === at.hash;

/** A list is as long as it was asked for, also in a tab that stays open for a day. */
const trimmed = <Page extends LocksAnswer | MerchantAnswer>(
  answer: Page,
  { limit = 50 }: LocksFilter,
): Page => (answer.locks.length > limit ? { ...answer, locks: answer.locks.slice(0, limit) } : answer);

/** Keys are `[name, filter]`, made by `queries.ts` alone. */
const filterOf = (key: QueryKey): LocksFilter => key[1] as LocksFilter;

const isOfUnknownLock = (event: ChainEvent, known: ReadonlyMap<string, Lock>): boolean =>
  isOfLock(event) && !known.has(lockKey(event.args));

const isOfLock = (
  event: ChainEvent,
): event is EventOf<'LockReleased' | 'LockDrawn' | 'WalletLockReleased' | 'WalletLockDrawn'> =>
  ['LockReleased', 'LockDrawn', 'WalletLockReleased', 'WalletLockDrawn'].includes(event.name);

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
        add(keys.pools()); // how many people stake is not in the events
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
      case 'LockReleased':
        add(['merchants']);
        break;
      case 'RewardClaimed':
        add(keys.account(event.args.account));
        break;
      case 'PayoutDeferred':
        add(keys.merchant(event.args.account));
        break;
      case 'DeferredPaid':
        add(keys.merchant(event.args.account));
        add(keys.account(event.args.account));
        break;
      case 'LockDrawn':
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
      case 'HolderEnrolled':
      case 'HolderUnenrolled':
      case 'HolderRolled':
      case 'SliceLocked':
      case 'SliceReleased':
      case 'SliceDrawn':
        add(keys.account(event.args.holder));
        add(keys.walletPools());
        break;
      case 'WalletCollateralLocked':
      case 'WalletLockReleased':
      case 'WalletLockDrawn':
        add(['merchants']);
        add(keys.walletPools());
        break;
      case 'WalletPoolCreated':
      case 'WalletParamsSet':
      case 'WalletPausesSet':
        add(keys.walletPools());
        break;
      case 'WalletPayoutDeferred':
        add(keys.merchant(event.args.account));
        add(keys.walletPools());
        break;
      case 'WalletDeferredPaid':
        add(keys.merchant(event.args.account));
        add(keys.account(event.args.account));
        add(keys.walletPools());
        break;
      case 'WalletMerchantSet':
        add(['merchants']);
        add(keys.merchant(event.args.merchant));
        break;
      case 'AuthorizedOperator':
      case 'RevokedOperator':
      case 'AuthorizedOperatorByPartition':
      case 'RevokedOperatorByPartition':
        add(keys.account(event.args.tokenHolder));
        break;
      case 'ApprovalByPartition':
        add(keys.account(event.args.owner));
        break;
      case 'ManagerChanged':
      case 'InterfaceImplementerSet':
        add(keys.account(event.args.account));
        break;
      default:
        break;
    }
  }
  if (events.length > 0) add(['admin']);
  return [...touched.values()];
}
