import { exitReserve, lockedAssets, pendingShares, totalShares } from './pool-book';
import type { PoolModel } from './pool-model';
import { REFUSALS, type Refusal, Refused } from './pool-terms';
import { ACTS, type Act, type Step } from './trace';

export type Input = {
  generation: number;
  account: number;
  amount?: bigint;
  item?: bigint;
  expiresAt?: bigint;
};
export type Outcome = readonly [first?: bigint, second?: bigint];

/** What makes a run go deep; random runs must get to each. */
export const DEPTHS = [
  'a generation ends',
  'rewards pass on to the next one',
  'in a generation that is over',
  'in one that has something left',
  'in a third generation or later',
  'a share is worth less than 10^-6 wei',
  'a share is worth less than 10^-11 wei',
  'rewards wait for somebody',
  'both kinds flow',
  'an exit waits for a lock',
  'everybody has left',
] as const;
export type Depth = (typeof DEPTHS)[number];

/** How often something happened in all runs: what the traces are worth. */
export type Tally = Map<string, number>;

/** Writes down each act done to a model, with what came of it and what is to be seen afterwards. */
export class Recorder {
  readonly steps: Step[] = [];

  constructor(
    private readonly model: PoolModel,
    private readonly tally: Tally,
  ) {}

  note(depth: Depth): void {
    this.count(depth);
  }

  act(time: bigint, act: Act, input: Input, perform: () => Outcome): void {
    let refusal: Refusal | undefined;
    let outcome: Outcome = [];
    try {
      outcome = perform();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusal = error.refusal;
    }
    const [first = 0n, second = 0n] = outcome;
    const { amount = 0n, item = 0n, expiresAt = 0n, generation, account } = input;
    const ticketEpoch = act === 'RequestExit' ? first : TICKET_ACTS.includes(act) ? item : 0n;
    this.steps.push({
      time,
      act: BigInt(ACTS.indexOf(act)),
      generation: BigInt(generation),
      account: BigInt(account),
      amount,
      item,
      expiresAt,
      refusal: refusal ? BigInt(REFUSALS.indexOf(refusal) + 1) : 0n,
      first,
      second,
      ...this.seen(time, generation, account, ticketEpoch, LOCK_ACTS.includes(act) ? Number(item) : -1),
    });
    this.count(`${act}: ${refusal ?? 'done'}`);
    this.noteDepth(generation);
  }

  private count(what: string): void {
    this.tally.set(what, (this.tally.get(what) ?? 0) + 1);
  }

  private seen(time: bigint, generation: number, account: number, ticketEpoch: bigint, lock: number) {
    const { model } = this;
    const book = model.asOf(time, generation);
    const shares = book.stakes.get(account)?.shares ?? 0n;
    const owed = model.owed(book, account);
    const bucket = book.buckets.get(ticketEpoch);
    const ticketShares =
      book.tickets.find((ticket) => ticket.account === account && ticket.epoch === ticketEpoch)?.shares ?? 0n;
    return {
      closed: book.closed ? 1n : 0n,
      assets: book.assets,
      shares: totalShares(book),
      pendingShares: pendingShares(book),
      locked: lockedAssets(book),
      exitReserve: exitReserve(book),
      unallocated: book.unallocated,
      rewardReserve: book.rewardReserve,
      feesLeft: book.stream.left.fees,
      topUpsLeft: book.stream.left.topUps,
      secondsLeft: book.stream.secondsLeft,
      capacity: model.capacity(book),
      latestLockEnd: book.latestLockEnd,
      drawnInWindow: model.drawnInWindow(book, time),
      accountShares: shares,
      accountAssets: model.worth(book, shares),
      fees: owed.fees,
      topUps: owed.topUps,
      ticketShares,
      ticketAssets: bucket ? model.share(bucket, ticketShares) : model.worth(book, ticketShares),
      lockRemaining: model.lockOf(lock)?.remaining ?? 0n,
      balance: model.balance(),
      ...this.inside(generation),
    };
  }

  /** As written down, not as of now. */
  private inside(generation: number) {
    const stream = this.model.books[generation - 1]?.stream;
    return {
      accruals: stream?.accruals ?? 0n,
      accrued: stream?.accrued ?? 0n,
      topUpsPerShare: stream?.perShare.topUps ?? 0n,
      topUpRemainder: stream?.remainder.topUps ?? 0n,
    };
  }

  private noteDepth(generation: number): void {
    const book = this.model.books[generation - 1];
    if (!book) return;
    const shares = totalShares(book);
    if (book.closed) this.note('in a generation that is over');
    if (book.closed && book.assets > 0n) this.note('in one that has something left');
    if (generation >= 3) this.note('in a third generation or later');
    if (!book.closed && book.assets * 10n ** 6n < shares) this.note('a share is worth less than 10^-6 wei');
    if (!book.closed && book.assets * 10n ** 11n < shares) this.note('a share is worth less than 10^-11 wei');
    if (shares === 0n && book.stream.secondsLeft > 0n) this.note('rewards wait for somebody');
    const { fees, topUps } = book.stream.left;
    if (fees > 0n && topUps > 0n) this.note('both kinds flow');
  }
}

const TICKET_ACTS: Act[] = ['RequestExit', 'CancelExit', 'ClaimExit', 'Restake'];
const LOCK_ACTS: Act[] = ['Lock', 'Release', 'Draw'];
