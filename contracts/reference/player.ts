import { larger, smaller } from './bigint';
import type { Choices } from './choices';
import { lockedAssets, type Ticket, totalShares } from './pool-book';
import { MIN_SHARES, type PoolModel } from './pool-model';
import type { Input, Outcome, Recorder } from './recorder';
import { KINDS } from './reward-stream';
import type { Act } from './trace';

const NOTHING: Outcome = [];

/** Plays a pool at random. Time is the caller's, but for plays that have to wait for something. */
export class Player {
  private locks = 0;

  constructor(
    private readonly model: PoolModel,
    private readonly recorder: Recorder,
    private readonly choices: Choices,
    public now: bigint,
  ) {}

  // ---------------------------------------------------------------- stakers

  stake(): void {
    const account = this.choices.anyone();
    const amount = this.choices.stakeValue();
    this.record('Stake', { generation: this.model.current, account, amount }, () => [
      this.model.stake(this.now, account, amount),
    ]);
  }

  requestExit(): void {
    const generation = this.choices.anyGeneration();
    const account = this.choices.holderIn(generation);
    this.leave(generation, account, this.choices.exitShares(this.held(generation, account)));
  }

  cancelExit(ticket = this.anyTicket()): void {
    const { generation, account, epoch } = ticket;
    this.record('CancelExit', { generation, account, item: epoch }, () => [
      this.model.cancelExit(this.now, generation, account, epoch),
    ]);
  }

  claimExit(ticket = this.anyTicket()): void {
    const { generation, account, epoch } = ticket;
    this.record('ClaimExit', { generation, account, item: epoch }, () => [
      this.model.claimExit(this.now, generation, account, epoch),
    ]);
  }

  restake(): void {
    const { generation, account, epoch } = this.anyTicket();
    this.record('Restake', { generation, account, item: epoch }, () => {
      const { amount, shares } = this.model.restake(this.now, generation, account, epoch);
      return [amount, shares];
    });
    if (generation !== this.model.current) this.look(this.model.current, account);
  }

  /** A few shares leave, then all the others, and the few would like to come back: too few to stay alone. */
  regret(): void {
    const generation = this.choices.anyGeneration();
    const account = this.choices.holderIn(generation);
    if (this.held(generation, account) < 2n * MIN_SHARES) return;
    this.leave(generation, account, 1n + this.choices.amounts.below(MIN_SHARES));
    const few = this.model.book(generation).tickets.at(-1);
    this.now += this.model.parameters.epochLength;
    this.leave(generation, account, this.held(generation, account));
    if (few) this.cancelExit({ ...few, generation });
  }

  // ---------------------------------------------------------------- locks

  lock(): void {
    const { random } = this.choices;
    const generation = random.chance(0.95) ? this.model.current : this.choices.anyGeneration();
    const amount = this.choices.lockAmount(this.free(generation));
    const id = random.chance(0.03) && this.locks > 0 ? random.int(1, this.locks) : ++this.locks;
    this.openLock(generation, id, amount);
  }

  release(): void {
    const id = this.anyLock();
    const amount = this.choices.partOf(this.model.lockOf(id)?.remaining ?? 1n);
    const generation = this.model.generationOf(id) || this.model.current;
    const input = { generation, account: this.choices.anyone(), amount, item: BigInt(id) };
    this.record('Release', input, () => {
      this.model.release(this.now, id, amount);
      return NOTHING;
    });
  }

  draw(): void {
    const id = this.anyLock();
    this.drawFrom(id, this.choices.partOf(this.model.lockOf(id)?.remaining ?? 1n));
  }

  /** Locks all there is and draws down to about what a generation can just live with. */
  ruin(): void {
    const { model } = this;
    const generation = model.current;
    const free = this.free(generation);
    if (free > 0n) this.openLock(generation, ++this.locks, free);
    const before = model.asOf(this.now, generation);
    const edge = (totalShares(before) + 10n ** 12n - 1n) / 10n ** 12n; // wei
    const rest = this.choices.ruins(edge, before.assets);
    for (const [id, lock] of before.locks) {
      if (model.current !== generation) return;
      const amount = smaller(model.book(generation).assets - rest, lock.remaining);
      if (amount > 0n && this.now < lock.expiresAt) this.drawFrom(id, amount);
    }
    if (this.choices.random.chance(0.4)) this.stake();
  }

  // ---------------------------------------------------------------- rewards

  fund(): void {
    const kind = this.choices.plain ? 'topUps' : this.choices.random.pick(KINDS);
    const amount = this.choices.reward(this.model.rewardRoom());
    const input = { generation: this.model.current, account: this.choices.anyone(), amount };
    const act = kind === 'fees' ? 'FundFees' : 'FundTopUps';
    this.record(act, input, () => {
      this.model.fund(this.now, kind, amount);
      return NOTHING;
    });
  }

  claimRewards(): void {
    this.takeRewards(this.choices.anyGeneration(), this.choices.anyone());
  }

  compound(): void {
    const generation = this.choices.anyGeneration();
    const account = this.choices.holderIn(generation);
    this.record('Compound', { generation, account }, () => {
      const { amount, shares } = this.model.compound(this.now, generation, account);
      return [amount, shares];
    });
  }

  // ---------------------------------------------------------------- others

  look(generation = this.choices.anyGeneration(), account = this.choices.anyone()): void {
    this.record('Look', { generation, account }, () => NOTHING);
  }

  /** Settles some epochs, or all: nobody can tell the difference. */
  roll(): void {
    const amount = BigInt(this.choices.random.int(0, 3));
    const input = { generation: this.choices.anyGeneration(), account: this.choices.anyone(), amount };
    this.record('Roll', input, () => NOTHING);
  }

  setTerms(): void {
    const terms = this.choices.terms();
    const input = {
      generation: this.model.current,
      account: this.choices.anyone(),
      amount: terms.utilisation,
      item: terms.cooldown,
      expiresAt: terms.rewardEpochs,
    };
    this.record('SetTerms', input, () => {
      this.model.setTerms(this.now, terms);
      return NOTHING;
    });
  }

  /** Everyone asks for everything, at different times, waits, and takes what there is. */
  leaveAll(): void {
    const { epochLength } = this.model.parameters;
    for (const { generation, account, shares } of this.choices.holders()) {
      this.leave(generation, account, shares);
      if (this.choices.random.chance(0.3)) this.now += epochLength;
    }
    const tickets = this.choices.tickets();
    for (const { epoch } of tickets) this.now = larger(this.now, epoch * epochLength);
    for (const ticket of tickets) this.claimExit(ticket);
    if (this.model.books.every((book) => totalShares(book) === 0n)) this.recorder.note('everybody has left');
  }

  /** Takes all rewards, and looks at everything once more. */
  finish(): void {
    for (const { generation, stakes } of this.model.books) {
      for (const account of stakes.keys()) this.takeRewards(generation, account);
      this.look(generation);
    }
  }

  // ---------------------------------------------------------------- inside

  private record(act: Act, input: Input, perform: () => Outcome): void {
    this.recorder.act(this.now, act, input, perform);
  }

  private leave(generation: number, account: number, shares: bigint): void {
    this.record('RequestExit', { generation, account, amount: shares }, () => {
      const { epoch, taken } = this.model.requestExit(this.now, generation, account, shares);
      if (epoch === this.model.book(generation).latestLockEnd) this.recorder.note('an exit waits for a lock');
      return [epoch, taken];
    });
  }

  private openLock(generation: number, id: number, amount: bigint): void {
    const expiresAt = this.choices.expiry(this.now);
    const input = { generation, account: this.choices.anyone(), amount, item: BigInt(id), expiresAt };
    this.record('Lock', input, () => {
      this.model.lock(this.now, generation, id, amount, expiresAt);
      return NOTHING;
    });
  }

  private drawFrom(id: number, amount: bigint): void {
    const { model } = this;
    const generations = model.current;
    const generation = model.generationOf(id) || generations;
    const input = { generation, account: this.choices.holderIn(generation), amount, item: BigInt(id) };
    this.record('Draw', input, () => {
      model.draw(this.now, id, amount);
      return NOTHING;
    });
    if (model.current === generations) return;
    this.recorder.note('a generation ends');
    if (model.book(model.current).rewardReserve > 0n) this.recorder.note('rewards pass on to the next one');
    this.look(model.current);
  }

  private takeRewards(generation: number, account: number): void {
    this.record('ClaimRewards', { generation, account }, () => {
      const { fees, topUps } = this.model.claimRewards(this.now, generation, account);
      return [fees, topUps];
    });
  }

  private held(generation: number, account: number): bigint {
    return this.model.book(generation).stakes.get(account)?.shares ?? 0n;
  }

  private free(generation: number): bigint {
    const book = this.model.asOf(this.now, generation);
    return this.model.capacity(book) - lockedAssets(book);
  }

  /** Mostly one that is there, and due; where there is none, mostly one that is asked for first. */
  private anyTicket(): Omit<Ticket, 'shares'> & { generation: number } {
    const { random } = this.choices;
    if (this.choices.tickets().length === 0 && random.chance(0.7)) this.requestExit();
    const tickets = this.choices.tickets();
    const today = this.model.epochOf(this.now);
    if (tickets.length > 0 && random.chance(0.95)) {
      const due = tickets.filter(({ epoch }) => epoch <= today);
      return random.pick(due.length > 0 && random.chance(0.6) ? due : tickets);
    }
    const epoch = today + BigInt(random.int(-3, 9));
    return { generation: this.choices.anyGeneration(), account: this.choices.anyone(), epoch };
  }

  /** Mostly an open one; where there is none, mostly one that is opened first. */
  private anyLock(): number {
    const { random } = this.choices;
    const anyNumber = random.int(1, this.locks + 1);
    if (random.chance(0.1)) return anyNumber;
    if (this.choices.openLocks(this.now).length === 0) this.lock();
    const open = this.choices.openLocks(this.now);
    return open.length > 0 ? random.pick(open) : anyNumber;
  }
}
