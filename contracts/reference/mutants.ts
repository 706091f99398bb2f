import { activeShares, type PoolBook, totalShares } from './pool-book';
import { PoolModel } from './pool-model';
import type { PoolParameters } from './pool-terms';
import { accrue, KINDS } from './reward-stream';
import { type Division, ROUNDING } from './rounding';

export type Mutant = {
  name: string;
  create: (parameters: PoolParameters, start: bigint) => PoolModel;
};

class EndsTooEarly extends PoolModel {
  protected override isExhausted(book: PoolBook): boolean {
    return book.assets * 10n ** 12n <= totalShares(book);
  }
}

class EndsTooLate extends PoolModel {
  protected override isExhausted(book: PoolBook): boolean {
    return book.assets * 10n ** 12n + 10n ** 12n < totalShares(book) || book.assets === 0n;
  }
}

class ExitsWaitForNoLock extends PoolModel {
  protected override exitEpoch(book: PoolBook, now: bigint): bigint {
    return super.exitEpoch({ ...book, latestLockEnd: 0n }, now);
  }
}

class ExitsAtTheEdge extends PoolModel {
  protected override exitEpoch(book: PoolBook, now: bigint): bigint {
    return super.exitEpoch(book, now - 1n);
  }
}

class PendingSharesEarn extends PoolModel {
  protected override accrue(book: PoolBook, now: bigint): void {
    accrue(book.stream, totalShares(book), now, this.divide);
  }
}

class PendingSharesBackLocks extends PoolModel {
  override capacity(book: PoolBook): bigint {
    return book.closed ? 0n : (book.assets * book.terms.utilisation) / 10_000n;
  }
}

class RemaindersGetLost extends PoolModel {
  protected override accrue(book: PoolBook, now: bigint): void {
    for (const kind of KINDS) book.stream.remainder[kind] = 0n;
    super.accrue(book, now);
  }
}

class RewardsFlowToNobody extends PoolModel {
  protected override accrue(book: PoolBook, now: bigint): void {
    accrue(book.stream, activeShares(book) || 1n, now, this.divide);
  }
}

const BEHAVIOURS = {
  'a generation ends one step too early': EndsTooEarly,
  'a generation ends one step too late': EndsTooLate,
  'exits do not wait for locks': ExitsWaitForNoLock,
  'an exit at the edge of an epoch leaves with it': ExitsAtTheEdge,
  'shares on their way out earn, too': PendingSharesEarn,
  'shares on their way out back locks, too': PendingSharesBackLocks,
  'the remainder of a reward gets lost': RemaindersGetLost,
  'rewards flow although nobody is there': RewardsFlowToNobody,
};

/** The model with one thing wrong at a time: whoever compares it with the contract must notice each. */
export const MUTANTS: Mutant[] = [
  ...(Object.keys(ROUNDING) as Division[]).map(wronglyRounded),
  ...Object.entries(BEHAVIOURS).map(([name, Model]) => ({
    name,
    create: (parameters: PoolParameters, start: bigint) => new Model(parameters, start),
  })),
];

function wronglyRounded(division: Division): Mutant {
  const way = ROUNDING[division] === 'up' ? 'down' : 'up';
  return {
    name: `${division} rounds ${way}`,
    create: (parameters, start) => new PoolModel(parameters, start, { ...ROUNDING, [division]: way }),
  };
}
