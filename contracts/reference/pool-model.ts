import { larger } from './bigint';
import { type LockEntry, lockedAssets, newBook, type PoolBook, type Ticket, totalShares } from './pool-book';
import { PoolRules } from './pool-rules';
import { type PoolTerms, Refused, refuse, refuseIf } from './pool-terms';
import { type ByKind, join, type Kind, leftInAll } from './reward-stream';

export const MIN_SHARES = 1_000_000n; // an account has none, or these
const MAX_SHARES = 2n ** 128n - 1n;
export const MAX_STREAM = 2n ** 96n - 1n; // wei

/**
 * A pool's arithmetic a second time, to hold the contract against. It knows no tokens, roles or storage, looks at every
 * epoch, and does each act on a copy of the book, so that a refused one leaves nothing behind.
 *
 * Amounts are wei, times seconds since 1970; accounts and locks are numbers. Epoch `e` has ended from
 * `e * epochLength` on. A generation is addressed by its number; only the last one takes stakes, locks and rewards.
 */
export class PoolModel extends PoolRules {
  // ---------------------------------------------------------------- stakers

  /** @returns shares minted */
  stake(now: bigint, account: number, value: bigint): bigint {
    return this.change(now, this.current, (book) => {
      refuseIf(value < this.parameters.minStake, 'BelowMinStake');
      return this.mint(book, now, account, value);
    });
  }

  /** Takes all shares where too few would stay. */
  requestExit(now: bigint, generation: number, account: number, shares: bigint) {
    return this.change(now, generation, (book) => {
      const stake = this.settle(book, now, account);
      refuseIf(shares === 0n, 'ZeroAmount');
      refuseIf(shares > stake.shares, 'InsufficientShares');
      const taken = stake.shares - shares < MIN_SHARES ? stake.shares : shares;
      const epoch = this.exitEpoch(book, now);
      stake.shares -= taken;
      const ticket = findTicket(book, account, epoch);
      if (ticket) ticket.shares += taken;
      else book.tickets.push({ account, epoch, shares: taken });
      return { epoch, taken };
    });
  }

  /** @returns shares given back */
  cancelExit(now: bigint, generation: number, account: number, epoch: bigint): bigint {
    return this.change(now, generation, (book) => {
      const { shares } = findTicket(book, account, epoch) ?? refuse('NoTicket');
      refuseIf(epoch <= book.rolledEpoch, 'ExitAlreadyDue');
      const stake = this.settle(book, now, account);
      refuseIf(stake.shares + shares < MIN_SHARES, 'BelowMinShares');
      stake.shares += shares;
      dropTicket(book, account, epoch);
      return shares;
    });
  }

  /** @returns wei paid; the last of a bucket takes all that is left in it */
  claimExit(now: bigint, generation: number, account: number, epoch: bigint): bigint {
    return this.change(now, generation, (book) => {
      const { shares } = findTicket(book, account, epoch) ?? refuse('NoTicket');
      const bucket = book.buckets.get(epoch) ?? refuse('ExitNotDue');
      const paid = this.share(bucket, shares);
      bucket.shares -= shares;
      bucket.assets -= paid;
      dropTicket(book, account, epoch);
      return paid;
    });
  }

  /** Stakes what a ticket is worth, in one go, also out of a generation that is over. */
  restake(now: bigint, generation: number, account: number, epoch: bigint) {
    const before = [...this.books];
    try {
      const amount = this.claimExit(now, generation, account, epoch);
      return { amount, shares: this.stake(now, account, amount) };
    } catch (refusal) {
      this.books.splice(0, before.length, ...before);
      throw refusal;
    }
  }

  // ---------------------------------------------------------------- locks

  lock(now: bigint, generation: number, id: number, amount: bigint, expiresAt: bigint): void {
    this.change(now, generation, (book) => {
      refuseIf(book.closed, 'PoolClosed');
      refuseIf(amount === 0n, 'ZeroAmount');
      refuseIf(this.generationOf(id) !== 0, 'PaymentIdUsed');
      refuseIf(lockedAssets(book) + amount > this.capacity(book), 'CapacityExceeded');
      const endEpoch = this.epochOf(expiresAt + this.parameters.epochLength - 1n);
      book.locks.set(id, { remaining: amount, expiresAt, endEpoch });
      book.latestLockEnd = larger(book.latestLockEnd, endEpoch);
    });
  }

  release(now: bigint, id: number, amount: bigint): void {
    this.change(now, this.generationOf(id), (book) => reduceLock(book, now, id, amount));
  }

  /** A loss of all shares, those on their way out included. */
  draw(now: bigint, id: number, amount: bigint): void {
    const generation = this.generationOf(id);
    const ends = this.change(now, generation, (book) => {
      reduceLock(book, now, id, amount);
      this.countDraw(book, now, amount);
      book.assets -= amount;
      return !book.closed && this.isExhausted(book);
    });
    if (ends) this.change(now, generation, (book) => this.close(book, now));
  }

  lockOf(id: number): LockEntry | undefined {
    return this.books.map(({ locks }) => locks.get(id)).find((lock) => lock !== undefined);
  }

  /** Generation of a lock, 0 where there is none. */
  generationOf(id: number): number {
    return 1 + this.books.findIndex(({ locks }) => locks.has(id));
  }

  // ---------------------------------------------------------------- rewards

  fund(now: bigint, kind: Kind, amount: bigint): void {
    this.change(now, this.current, (book) => {
      refuseIf(amount > this.rewardRoom(), 'RewardTooLarge');
      const dust = book.unallocated;
      this.accrue(book, now);
      const period = book.terms.rewardEpochs * this.parameters.epochLength;
      join(book.stream, kind, amount, dust, period, this.divide);
      book.unallocated = 0n;
      book.rewardReserve += dust + amount;
    });
  }

  /** Wei that a reward may bring at the most: of what a stream can hold, what was free at the last accrual. */
  rewardRoom(): bigint {
    const { stream, unallocated } = this.book(this.current);
    return MAX_STREAM - leftInAll(stream) - unallocated;
  }

  claimRewards(now: bigint, generation: number, account: number): ByKind<bigint> {
    return this.change(now, generation, (book) => this.takeOwed(book, now, account));
  }

  /** Stakes what is owed, however little, where that gives shares enough. */
  compound(now: bigint, generation: number, account: number) {
    return this.change(now, generation, (book) => {
      const { fees, topUps } = this.takeOwed(book, now, account);
      refuseIf(book.closed, 'PoolClosed');
      return { amount: fees + topUps, shares: this.mint(book, now, account, fees + topUps) };
    });
  }

  // ---------------------------------------------------------------- terms

  /** From now on, for what is done from now on. */
  setTerms(now: bigint, terms: PoolTerms): void {
    this.change(now, this.current, (book) => {
      book.terms = terms;
    });
  }

  // ---------------------------------------------------------------- inside

  private change<T>(now: bigint, generation: number, act: (book: PoolBook) => T): T {
    const book = this.rolled(now, generation);
    const result = act(book);
    this.books[generation - 1] = book;
    return result;
  }

  private mint(book: PoolBook, now: bigint, account: number, value: bigint): bigint {
    const stake = this.settle(book, now, account);
    const total = totalShares(book);
    const minted = total === 0n ? value : this.divide.sharesMinted(value * total, book.assets);
    refuseIf(total + minted > MAX_SHARES, 'PoolExhausted');
    refuseIf(minted < MIN_SHARES, 'BelowMinShares');
    if (total === 0n) {
      book.unallocated += book.assets; // no gift to whoever comes first
      book.assets = 0n;
    }
    book.assets += value;
    stake.shares += minted;
    return minted;
  }

  private countDraw(book: PoolBook, now: bigint, amount: bigint): void {
    const { drawWindow, drawLimit } = this.parameters;
    const drawn = this.drawnInWindow(book, now) + amount;
    refuseIf(drawn > drawLimit, 'DrawLimitExceeded');
    book.drawn = { window: now / drawWindow, amount: drawn };
  }

  private takeOwed(book: PoolBook, now: bigint, account: number): ByKind<bigint> {
    const stake = this.settle(book, now, account);
    const { owed } = stake;
    refuseIf(owed.fees + owed.topUps === 0n, 'NoRewards');
    book.rewardReserve -= owed.fees + owed.topUps;
    stake.owed = { fees: 0n, topUps: 0n };
    return owed;
  }

  /** What is still to flow goes to those who come after; all else stays with those who are in. */
  private close(book: PoolBook, now: bigint): void {
    this.accrue(book, now);
    const next = newBook(book.generation + 1, book.terms, book.rolledEpoch, now);
    next.drawn = { ...book.drawn };
    next.stream.left = book.stream.left;
    next.stream.secondsLeft = book.stream.secondsLeft;
    next.rewardReserve = leftInAll(book.stream);
    book.rewardReserve -= next.rewardReserve;
    book.stream.left = { fees: 0n, topUps: 0n };
    book.stream.secondsLeft = 0n;
    book.closed = true;
    this.books.push(next);
  }
}

function findTicket(book: PoolBook, account: number, epoch: bigint): Ticket | undefined {
  return book.tickets.find((ticket) => ticket.account === account && ticket.epoch === epoch);
}

function dropTicket(book: PoolBook, account: number, epoch: bigint): void {
  book.tickets = book.tickets.filter((ticket) => ticket.account !== account || ticket.epoch !== epoch);
}

/** Until it expires; it stays in the sums until its epoch ends. */
function reduceLock(book: PoolBook, now: bigint, id: number, amount: bigint): void {
  const lock = book.locks.get(id);
  if (!lock || lock.remaining === 0n || now >= lock.expiresAt) throw new Refused('LockNotOpen');
  refuseIf(amount === 0n, 'ZeroAmount');
  refuseIf(amount > lock.remaining, 'AmountExceedsLock');
  lock.remaining -= amount;
}
