import { sum } from './bigint';
import type { PoolTerms } from './pool-terms';
import { type ByKind, copyStream, newStream, type RewardStream } from './reward-stream';

/**
 * One generation of a pool, as lists. What can be told from them is added up whenever it is asked for: there are no
 * totals that could drift away from their parts.
 */
export type PoolBook = {
  generation: number; // from 1 on
  terms: PoolTerms;
  closed: boolean;
  assets: bigint; // wei that back the shares
  unallocated: bigint; // wei without an owner
  rewardReserve: bigint; // wei of rewards that nobody has claimed, flowed or not
  rolledEpoch: bigint; // every epoch up to here has ended
  latestLockEnd: bigint; // epoch; of any lock ever made
  drawn: { window: bigint; amount: bigint }; // wei, in the window of the last draw
  stakes: Map<number, Stake>; // by account
  tickets: Ticket[]; // not claimed, not cancelled
  buckets: Map<bigint, Bucket>; // by epoch, once it has ended
  locks: Map<number, LockEntry>; // by number
  stream: RewardStream;
};

export type Stake = { shares: bigint; owed: ByKind<bigint>; index: ByKind<bigint> };
export type Ticket = { account: number; epoch: bigint; shares: bigint };
export type Bucket = { shares: bigint; assets: bigint }; // not claimed yet
export type LockEntry = { remaining: bigint; expiresAt: bigint; endEpoch: bigint };

export const newBook = (generation: number, terms: PoolTerms, epoch: bigint, now: bigint): PoolBook => ({
  generation,
  terms,
  closed: false,
  assets: 0n,
  unallocated: 0n,
  rewardReserve: 0n,
  rolledEpoch: epoch,
  latestLockEnd: 0n,
  drawn: { window: 0n, amount: 0n },
  stakes: new Map(),
  tickets: [],
  buckets: new Map(),
  locks: new Map(),
  stream: newStream(now),
});

export const copyBook = (book: PoolBook): PoolBook => ({
  ...book,
  drawn: { ...book.drawn },
  stakes: new Map(
    [...book.stakes].map(([account, stake]) => [
      account,
      { shares: stake.shares, owed: { ...stake.owed }, index: { ...stake.index } },
    ]),
  ),
  tickets: book.tickets.map((ticket) => ({ ...ticket })),
  buckets: new Map([...book.buckets].map(([epoch, bucket]) => [epoch, { ...bucket }])),
  locks: new Map([...book.locks].map(([id, lock]) => [id, { ...lock }])),
  stream: copyStream(book.stream),
});

export const activeShares = (book: PoolBook) => sum([...book.stakes.values()].map(({ shares }) => shares));

/** Of tickets that are not due: they bear losses still, but earn nothing and back no new lock. */
export const pendingShares = (book: PoolBook) =>
  sum(book.tickets.filter(({ epoch }) => epoch > book.rolledEpoch).map(({ shares }) => shares));

export const totalShares = (book: PoolBook) => activeShares(book) + pendingShares(book);

export const exitReserve = (book: PoolBook) => sum([...book.buckets.values()].map(({ assets }) => assets));

/** Until the end of the epoch in which each lock expires. */
export const lockedAssets = (book: PoolBook) =>
  sum(
    [...book.locks.values()]
      .filter(({ endEpoch }) => endEpoch > book.rolledEpoch)
      .map(({ remaining }) => remaining),
  );
