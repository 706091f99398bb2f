import { describe, expect, it } from 'vitest';
import { MUTANTS } from './mutants';
import { exitReserve, lockedAssets, pendingShares, totalShares } from './pool-book';
import { PoolModel } from './pool-model';
import { type Refusal, Refused } from './pool-terms';
import { randomRun } from './random-run';
import { FIELDS, type Step } from './trace';

const AMP = 10n ** 18n;
const HOUR = 3_600n;
const START = 1_000n * HOUR + 2n;
const [alice, bob] = [0, 1];

const openPool = () =>
  new PoolModel(
    {
      epochLength: HOUR,
      utilisation: 10_000n,
      cooldown: 2n * HOUR,
      maxLockDuration: 12n * HOUR,
      claimDelay: 60n,
      rewardEpochs: 10n,
      minStake: 10n ** 6n,
      drawWindow: 24n * HOUR,
      drawLimit: 20n * AMP,
    },
    START,
  );

const refused = (act: () => unknown): Refusal => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
  throw new Error('not refused');
};

/** Loses what is given, at once. */
const lose = (pool: PoolModel, amount: bigint, now = START) => {
  pool.lock(now, pool.current, 1, amount, now + HOUR);
  pool.draw(now, 1, amount);
};

describe('stakes', () => {
  it('cost one wei a share at first, and after a loss what is left of it', () => {
    const pool = openPool();
    expect(pool.stake(START, alice, 8n * AMP)).toBe(8n * AMP);
    lose(pool, 6n * AMP);
    expect(pool.stake(START, bob, 1n * AMP)).toBe(4n * AMP);
    expect(pool.stake(START, bob, 1n * AMP + 1n)).toBe(4n * AMP + 4n);
  });

  it('are refused where they are too small, and leave nothing behind', () => {
    const pool = openPool();
    expect(refused(() => pool.stake(START, alice, 999_999n))).toBe('BelowMinStake');
    expect(pool.balance()).toBe(0n);
  });
});

describe('exits', () => {
  it('are priced all together when their epoch ends; the last to come takes what rounding left', () => {
    const pool = openPool();
    for (const account of [alice, bob]) pool.stake(START, account, 3_000_001n);
    lose(pool, 1n);
    const { epoch } = pool.requestExit(START, 1, alice, 3_000_001n);
    expect(pool.requestExit(START, 1, bob, 3_000_001n).epoch).toBe(epoch);
    expect(epoch).toBe(1_003n);
    const due = epoch * HOUR;
    expect(exitReserve(pool.asOf(due - 1n, 1))).toBe(0n);
    expect(exitReserve(pool.asOf(due, 1))).toBe(6_000_001n);
    expect(pool.claimExit(due, 1, alice, epoch)).toBe(3_000_000n);
    expect(pool.claimExit(due, 1, bob, epoch)).toBe(3_000_001n);
    expect(pool.balance()).toBe(0n);
  });

  it('wait for the last lock, take no part in capacity and can be taken back until they are due', () => {
    const pool = openPool();
    pool.stake(START, alice, 4n * AMP);
    pool.lock(START, 1, 1, AMP, START + 7n * HOUR);
    const { epoch } = pool.requestExit(START, 1, alice, 2n * AMP);
    expect(epoch).toBe(1_008n);
    expect(pool.capacity(pool.asOf(START, 1))).toBe(2n * AMP);
    expect(refused(() => pool.claimExit(START, 1, alice, epoch))).toBe('ExitNotDue');
    expect(refused(() => pool.cancelExit(epoch * HOUR, 1, alice, epoch))).toBe('ExitAlreadyDue');
    expect(pool.cancelExit(epoch * HOUR - 1n, 1, alice, epoch)).toBe(2n * AMP);
    expect(pendingShares(pool.asOf(epoch * HOUR, 1))).toBe(0n);
  });
});

describe('locks', () => {
  it('count until their epoch ends, but cannot be drawn once they have expired', () => {
    const pool = openPool();
    pool.stake(START, alice, AMP);
    const expiresAt = START + HOUR;
    pool.lock(START, 1, 1, AMP, expiresAt);
    expect(refused(() => pool.lock(START, 1, 2, 1n, expiresAt))).toBe('CapacityExceeded');
    expect(refused(() => pool.draw(expiresAt, 1, 1n))).toBe('LockNotOpen');
    expect(lockedAssets(pool.asOf(1_002n * HOUR - 1n, 1))).toBe(AMP);
    expect(lockedAssets(pool.asOf(1_002n * HOUR, 1))).toBe(0n);
  });

  it('are drawn and released in parts as in one', () => {
    const pool = openPool();
    pool.stake(START, alice, 10n * AMP);
    pool.lock(START, 1, 1, 9n * AMP, START + HOUR);
    pool.draw(START, 1, 2n * AMP);
    pool.release(START, 1, 3n * AMP);
    pool.draw(START, 1, 4n * AMP);
    expect(refused(() => pool.release(START, 1, 1n))).toBe('LockNotOpen');
    expect(pool.asOf(START, 1).assets).toBe(4n * AMP);
  });

  it('are drawn up to a limit in each window', () => {
    const pool = openPool();
    pool.stake(START, alice, 50n * AMP);
    const [edge, expiresAt] = [1_008n * HOUR, 1_009n * HOUR];
    pool.lock(START, 1, 1, 40n * AMP, expiresAt);
    pool.draw(START, 1, 20n * AMP);
    expect(refused(() => pool.draw(edge - 1n, 1, 1n))).toBe('DrawLimitExceeded');
    pool.draw(edge, 1, 20n * AMP);
    expect(pool.drawnInWindow(pool.asOf(edge, 1), edge)).toBe(20n * AMP);
  });
});

describe('generations', () => {
  it('end where a wei has to do for more than 10^12 shares, not where it just does', () => {
    for (const [left, generations] of [
      [10n, 1],
      [9n, 2],
    ] as const) {
      const pool = openPool();
      pool.stake(START, alice, 10n ** 13n);
      lose(pool, 10n ** 13n - left);
      expect(pool.current).toBe(generations);
    }
  });

  it('leave what was earned to those who were there, and what is to come to those who follow', () => {
    const pool = openPool();
    pool.stake(START, alice, AMP);
    pool.fund(START, 'fees', 1_000n);
    const later = START + 4n * HOUR;
    lose(pool, AMP, later);
    pool.stake(later, bob, AMP);
    const end = START + 20n * HOUR;
    expect(pool.claimRewards(end, 1, alice)).toEqual({ fees: 400n, topUps: 0n });
    expect(pool.claimRewards(end, 2, bob)).toEqual({ fees: 600n, topUps: 0n });
    expect(totalShares(pool.asOf(end, 1))).toBe(AMP);
    expect(pool.balance()).toBe(AMP);
  });
});

describe('rewards', () => {
  it('flow evenly to active shares, and wait while there are none', () => {
    const pool = openPool();
    pool.fund(START, 'topUps', 1_000n);
    const arrival = START + 5n * HOUR;
    pool.stake(arrival, alice, AMP);
    expect(pool.owed(pool.asOf(arrival + HOUR, 1), alice)).toEqual({ fees: 0n, topUps: 100n });
    pool.requestExit(arrival + HOUR, 1, alice, AMP);
    const end = arrival + 100n * HOUR;
    expect(pool.claimRewards(end, 1, alice).topUps).toBe(100n);
    expect(pool.asOf(end, 1).stream.left.topUps).toBe(900n);
    expect(refused(() => pool.compound(end, 1, alice))).toBe('NoRewards');
  });

  it('that join a stream take the mean time of both, each by its weight', () => {
    const pool = openPool();
    pool.stake(START, alice, AMP);
    pool.fund(START, 'fees', 900n);
    pool.fund(START + 5n * HOUR, 'topUps', 150n);
    expect(pool.asOf(START + 5n * HOUR, 1).stream.secondsLeft).toBe(
      (450n * 5n * HOUR + 1_500n * HOUR) / 600n,
    );
  });
});

describe('random runs', () => {
  const options = { seed: 'test', plain: false };
  const runs = (count: number): Step[][] =>
    Array.from({ length: count }, (_, number) => randomRun(number, options, new Map()).steps);

  it('repeat themselves, have 60 steps or more, and never owe more than there is', () => {
    const [once, again] = [runs(20), runs(20)];
    expect(again).toEqual(once);
    for (const steps of once) {
      expect(steps.length).toBeGreaterThanOrEqual(60);
      for (const step of steps) {
        expect(step.locked <= step.assets).toBe(true);
        expect(step.fees + step.topUps <= step.rewardReserve).toBe(true);
        expect(step.feesLeft + step.topUpsLeft <= step.rewardReserve).toBe(true);
      }
    }
  });

  // What is seen first of a mutant must be something that the contract shows, too.
  const shown = FIELDS.slice(0, FIELDS.indexOf('accruals'));
  it.each(MUTANTS)('give it away when $name', ({ create }) => {
    const givesAway = (number: number) => {
      const right = randomRun(number, options, new Map()).steps;
      const wrong = randomRun(number, { ...options, createModel: create }, new Map()).steps;
      const differs = (names: readonly (keyof Step)[], at: number) =>
        names.some((name) => wrong[at]?.[name] !== right[at]?.[name]);
      const first = right.findIndex((_, at) => differs(FIELDS, at));
      return first >= 0 && differs(shown, first);
    };
    expect(Array.from({ length: 200 }, (_, number) => number).some(givesAway)).toBe(true);
  });
});
