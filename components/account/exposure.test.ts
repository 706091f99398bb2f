import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountPosition, AccountTicket, LockRow, PoolsAnswer } from '@/lib/domain/api';
import { poolId } from '@/lib/domain/partition';
import { settlePool } from '@/lib/domain/settle';
import { examplePool } from '@/lib/domain/testing/example-pool';
import { exposuresOf, shareOfLock } from './exposure';

const id = poolId('FLEXA', `0x${'11'.repeat(20)}`);
const account = `0x${'22'.repeat(20)}` as const;
const at = { block: 1, timestamp: 1, logIndex: 0, tx: `0x${'00'.repeat(32)}` as const };
const now = 1_000_000;

const pools = (figures: { assets: bigint; shares: bigint; locked: bigint }): PoolsAnswer => {
  const pool = examplePool({ id, tag: 'FLEXA', ...figures });
  const summary = {
    pool,
    settled: settlePool(pool, [], now, 60),
    epochs: [],
    hours: [],
    openLocks: 3,
    stakers: 1,
  };
  return {
    at: { number: 1, hash: at.tx, timestamp: now, finality: 'latest' },
    price: null,
    epochLength: 60,
    pools: [summary],
  };
};
const position = (shares: bigint): AccountPosition => ({
  pool: id,
  generation: 1,
  closed: false,
  account,
  shares,
  staked: 0n,
  exited: 0n,
  feesClaimed: 0n,
  topUpsClaimed: 0n,
  since: at,
  poolTag: 'FLEXA',
  assets: 0n,
  lost: 0n,
});
const ticket = (shares: bigint, exitAt: number): AccountTicket => ({
  pool: id,
  generation: 1,
  closed: false,
  account,
  exitEpoch: 1,
  shares,
  claimed: 0n,
  requestedAt: at,
  poolTag: 'FLEXA',
  exitAt,
  assets: 0n,
  state: 'waiting',
});
const only = (positions: AccountPosition[], tickets: AccountTicket[], answer: PoolsAnswer) =>
  exposuresOf({ positions, tickets }, answer, now)[0];

describe('what open payments can cost a stake', () => {
  it('is its part of all that is locked', () => {
    const one = only([position(25n)], [], pools({ assets: 1_000n, shares: 100n, locked: 400n }));
    expect(one).toMatchObject({ worth: 250n, worst: 100n, locked: 400n, openLocks: 3 });
  });

  it('goes on for exits that are not due, and ends with those that are', () => {
    const answer = pools({ assets: 1_000n, shares: 100n, locked: 400n });
    const waiting = ticket(10n, now + 1);
    expect(only([position(25n)], [waiting], answer)?.shares).toBe(35n);
    expect(only([position(25n)], [ticket(10n, now)], answer)?.shares).toBe(25n);
    expect(only([], [waiting], answer)?.worst).toBe(40n);
  });

  it('is none for whoever has nothing at stake', () => {
    expect(only([position(0n)], [], pools({ assets: 1_000n, shares: 100n, locked: 400n }))).toBeUndefined();
    expect(only([], [], pools({ assets: 1_000n, shares: 100n, locked: 400n }))).toBeUndefined();
  });

  it('is never more than the stake, and never less than its parts of the locks, to a wei for each', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 27n });
    fc.assert(
      fc.property(amount, amount, fc.array(amount, { minLength: 1, maxLength: 8 }), (assets, mine, parts) => {
        const shares = mine + 10n ** 20n;
        const sum = parts.reduce((total, part) => total + part, 0n);
        // Never more is locked than is there.
        const remaining = parts.map((part) => (part * assets) / (sum * 2n));
        const locked = remaining.reduce((total, part) => total + part, 0n);
        const one = only([position(mine)], [], pools({ assets, shares, locked }));
        if (!one) throw new Error('no exposure');
        expect(one.worst).toBeLessThanOrEqual(one.worth);
        const byLock = remaining.reduce(
          // shareOfLock looks at nothing else of a row
          (total, each) => total + shareOfLock(one, { remaining: each } as LockRow),
          0n,
        );
        expect(byLock + 1n).toBeGreaterThanOrEqual(one.worst);
        expect(byLock).toBeLessThanOrEqual(one.worst + BigInt(remaining.length) + 1n);
      }),
    );
  });
});
