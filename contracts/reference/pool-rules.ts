import { larger, sum } from './bigint';
import {
  activeShares,
  type Bucket,
  copyBook,
  exitReserve,
  newBook,
  type PoolBook,
  pendingShares,
  type Stake,
  totalShares,
} from './pool-book';
import { type PoolParameters, refuse } from './pool-terms';
import { accrue, type ByKind, earned, type Kind } from './reward-stream';
import { createDivide, type Divide, ROUNDING, type Rounding } from './rounding';

const BPS = 10_000n;
const MAX_SHARES_PER_WEI = 10n ** 12n; // beyond, a generation is at its end

/** What is true of a pool whatever is done to it: what time changes, what things are worth, what may be locked. */
export abstract class PoolRules {
  /** The generations, by their numbers less 1. A book is never changed, only replaced. */
  readonly books: PoolBook[];
  protected readonly divide: Divide;

  constructor(
    readonly parameters: PoolParameters,
    start: bigint,
    rounding: Rounding = ROUNDING,
  ) {
    this.divide = createDivide(rounding);
    this.books = [newBook(1, parameters, this.epochOf(start), start)];
  }

  get current(): number {
    return this.books.length;
  }

  /** A generation as it was left. */
  book(generation: number): PoolBook {
    return this.books[generation - 1] ?? refuse('LockNotOpen'); // of a lock that never was
  }

  epochOf(time: bigint): bigint {
    return time / this.parameters.epochLength;
  }

  /** A generation as it stands at `now`: what has ended has ended, what has flowed has flowed. */
  asOf(now: bigint, generation: number): PoolBook {
    const book = this.rolled(now, generation);
    this.accrue(book, now);
    return book;
  }

  /** Wei that may be locked in all. */
  capacity(book: PoolBook): bigint {
    const shares = totalShares(book);
    if (book.closed || shares === 0n) return 0n;
    const leaving = this.divide.assetsLeaving(book.assets * pendingShares(book), shares);
    return this.divide.capacity((book.assets - leaving) * book.terms.utilisation, BPS);
  }

  /** Wei that were drawn in the window that runs. */
  drawnInWindow(book: PoolBook, now: bigint): bigint {
    return book.drawn.window === now / this.parameters.drawWindow ? book.drawn.amount : 0n;
  }

  /** Wei that `shares` of a book are worth. */
  worth(book: PoolBook, shares: bigint): bigint {
    const total = totalShares(book);
    return total === 0n ? 0n : this.divide.assetsWorth(shares * book.assets, total);
  }

  /** Wei of a bucket that a ticket of `shares` gets now; the last one gets all that is left. */
  share(bucket: Bucket, shares: bigint): bigint {
    return bucket.shares === 0n ? 0n : this.divide.ticketPaid(shares * bucket.assets, bucket.shares);
  }

  /** Wei of rewards that an account has earned, up to the last accrual, and not claimed. */
  owed(book: PoolBook, account: number): ByKind<bigint> {
    const stake = book.stakes.get(account);
    if (!stake) return { fees: 0n, topUps: 0n };
    const owedOf = (kind: Kind) =>
      stake.owed[kind] + earned(stake.shares, book.stream.perShare[kind], stake.index[kind], this.divide);
    return { fees: owedOf('fees'), topUps: owedOf('topUps') };
  }

  /** All wei of the pool, of every generation. */
  balance(): bigint {
    const ofBook = (book: PoolBook) =>
      book.assets + exitReserve(book) + book.unallocated + book.rewardReserve;
    return sum(this.books.map(ofBook));
  }

  protected rolled(now: bigint, generation: number): PoolBook {
    const book = copyBook(this.book(generation));
    while (book.rolledEpoch < this.epochOf(now)) this.endEpoch(book, book.rolledEpoch + 1n);
    return book;
  }

  /** Its locks leave the sums by themselves; its tickets become wei, all at the same price. */
  private endEpoch(book: PoolBook, epoch: bigint): void {
    const leaving = sum(book.tickets.filter((ticket) => ticket.epoch === epoch).map(({ shares }) => shares));
    if (leaving !== 0n) {
      const assets = this.divide.exitAssets(leaving * book.assets, totalShares(book));
      book.buckets.set(epoch, { shares: leaving, assets });
      book.assets -= assets;
    }
    book.rolledEpoch = epoch;
  }

  protected accrue(book: PoolBook, now: bigint): void {
    accrue(book.stream, activeShares(book), now, this.divide);
  }

  /** Brings the stream and what an account has earned up to `now`, before its shares change. */
  protected settle(book: PoolBook, now: bigint, account: number): Stake {
    this.accrue(book, now);
    const stake: Stake = {
      shares: book.stakes.get(account)?.shares ?? 0n,
      owed: this.owed(book, account),
      index: { ...book.stream.perShare },
    };
    book.stakes.set(account, stake);
    return stake;
  }

  protected isExhausted(book: PoolBook): boolean {
    return book.assets * MAX_SHARES_PER_WEI < totalShares(book);
  }

  /** No stake leaves before the last lock has ended that may have counted on it. */
  protected exitEpoch(book: PoolBook, now: bigint): bigint {
    return larger(this.epochOf(now + book.terms.cooldown) + 1n, book.latestLockEnd);
  }
}
