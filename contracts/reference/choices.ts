import type { Random } from '../../devnet/random';
import type { Amounts } from './amounts';
import { larger, smaller } from './bigint';
import type { PoolBook, Ticket } from './pool-book';
import { MAX_STREAM, type PoolModel } from './pool-model';
import type { PoolTerms } from './pool-terms';
import { randomTerms } from './random-parameters';

const LARGEST_STAKE = 10n ** 27n; // wei
/** Wei of a reward, a hundred of which cannot make a share's earnings pass 2^128: numbers without end know no such pass. */
const LARGEST_PLAIN_REWARD = 10n ** 24n;

type Held = { generation: number; account: number; shares: bigint };
type Option = { weight: number; of: () => bigint };

/** What a player does next, with how much: mostly what means something, now and then what must be refused. */
export class Choices {
  /** Stakes of whole 10^12 wei, so that a loss can leave exactly a wei for each 10^12 shares. */
  private readonly round: boolean;

  constructor(
    private readonly model: PoolModel,
    readonly random: Random,
    readonly amounts: Amounts,
    private readonly accounts: number,
    private readonly scale: bigint, // wei
    readonly plain: boolean,
  ) {
    this.round = random.chance(0.2);
  }

  anyone(): number {
    return this.random.int(0, this.accounts - 1);
  }

  anyGeneration(): number {
    return this.random.chance(0.75) ? this.model.current : this.random.int(1, this.model.current);
  }

  holderIn(generation: number): number {
    const holders = holdersOf(this.model.book(generation));
    if (holders.length === 0 || this.random.chance(0.05)) return this.anyone();
    return this.random.pick(holders).account;
  }

  holders(): Held[] {
    return this.model.books.flatMap(holdersOf);
  }

  tickets(): (Ticket & { generation: number })[] {
    return this.model.books.flatMap(({ generation, tickets }) =>
      tickets.map((ticket) => ({ ...ticket, generation })),
    );
  }

  openLocks(now: bigint): number[] {
    return this.model.books.flatMap(({ locks }) =>
      [...locks].filter(([, lock]) => lock.remaining > 0n && lock.expiresAt > now).map(([id]) => id),
    );
  }

  stakeValue(): bigint {
    if (this.round) return 10n ** BigInt(this.random.int(12, 27));
    const { minStake } = this.model.parameters;
    if (this.random.chance(0.06)) return minStake - BigInt(this.random.int(0, 1));
    const least = this.random.chance(0.9) ? minStake : 0n;
    return least + this.amounts.upTo(this.random.chance(0.07) ? LARGEST_STAKE : this.scale);
  }

  exitShares(held: bigint): bigint {
    return this.either([
      { weight: 6, of: () => this.amounts.upTo(held) },
      { weight: 2, of: () => held },
      { weight: 1, of: () => held - this.amounts.below(smaller(held, 2_000_000n) + 1n) }, // too few may stay
      { weight: 0.5, of: () => held + 1n + this.amounts.below(10n ** 12n) },
      { weight: 0.2, of: () => 0n },
    ]);
  }

  lockAmount(free: bigint): bigint {
    if (free <= 0n) return 1n;
    return this.either([
      { weight: 6, of: () => this.amounts.upTo(free) },
      { weight: 2, of: () => free },
      { weight: 0.7, of: () => free + 1n },
      { weight: 0.7, of: () => this.amounts.upTo(this.scale) },
      { weight: 0.1, of: () => 0n },
    ]);
  }

  /** Of a lock, to release or to draw. */
  partOf(remaining: bigint): bigint {
    return this.either([
      { weight: 5, of: () => this.amounts.upTo(remaining) },
      { weight: 4, of: () => remaining },
      { weight: 0.4, of: () => remaining + 1n },
      { weight: 0.2, of: () => 0n },
    ]);
  }

  /** What a disaster leaves: about `edge`, the least that a generation can live with. */
  ruins(edge: bigint, assets: bigint): bigint {
    return this.either([
      { weight: 4, of: () => edge },
      { weight: 2, of: () => edge + 1n },
      { weight: 2, of: () => edge - 1n },
      { weight: 1, of: () => 0n },
      { weight: 3, of: () => edge * (1n + this.amounts.below(1_000n)) },
      { weight: 2, of: () => this.amounts.upTo(assets) },
    ]);
  }

  /** @param room wei that a reward may bring at the most */
  reward(room: bigint): bigint {
    if (this.plain) return this.amounts.upTo(smaller(this.scale, LARGEST_PLAIN_REWARD));
    return this.either([
      { weight: 50, of: () => this.amounts.upTo(this.scale) },
      { weight: 1, of: () => this.amounts.upTo(MAX_STREAM) },
      { weight: 1, of: () => larger(room, 1n) },
      { weight: 1, of: () => room + 1n },
    ]);
  }

  /** When a lock that is made now expires: often as late as may be, or at the edge of an epoch. */
  expiry(now: bigint): bigint {
    const { claimDelay, maxLockDuration, epochLength } = this.model.parameters;
    const earliest = now + claimDelay + 2n;
    const latest = now + maxLockDuration;
    const expiresAt = this.random.chance(0.2)
      ? latest
      : earliest + this.amounts.below(latest - earliest + 1n);
    const edge = expiresAt - (expiresAt % epochLength);
    return edge >= earliest && this.random.chance(0.2) ? edge : expiresAt;
  }

  terms(): PoolTerms {
    return randomTerms(this.random, Number(this.model.parameters.epochLength));
  }

  private either(options: Option[]): bigint {
    return this.random.weighted(options).of();
  }
}

function holdersOf({ generation, stakes }: PoolBook): Held[] {
  return [...stakes]
    .filter(([, { shares }]) => shares > 0n)
    .map(([account, { shares }]) => ({ generation, account, shares }));
}
