import { describe, expect, it } from 'vitest';
import { collateralFor } from './market';
import { type PastBlock, planPast } from './past-plan';
import { PAST_LOCK_DURATION, poolPlans } from './pools';
import { feeFor } from './rewards';

const DAY = 86_400;
const NOON = 1_763_035_200;
const planOf = (options: { seed?: string; days?: number; to?: number; scale?: number } = {}): PastBlock[] => {
  const { seed = 'test', days = 2, to = NOON, scale } = options;
  return planPast({ seed, run: 'past', from: to - days * DAY, to, scale });
};
const locksOf = (plan: PastBlock[]) =>
  plan.flatMap(({ at, locks }) => locks.map((lock) => ({ at, ...lock })));

/** The operator's draws, and their sums by pool and window. */
function drawsByPool(plan: PastBlock[]) {
  const poolOf = new Map(locksOf(plan).map(({ payment }) => [payment.id, payment.pool]));
  const draws = plan.flatMap(({ at, draws }) => draws.map((draw) => ({ at, ...draw })));
  const pools = new Map<string, bigint>();
  const byOperator = draws.filter(({ by }) => by === 'operator');
  for (const { at, id, amount } of byOperator) {
    const pool = poolOf.get(id);
    const key = `${pool?.tag} ${Math.floor(at / (pool?.params.drawWindow ?? 1))}`;
    pools.set(key, (pools.get(key) ?? 0n) + amount);
  }
  return { draws: byOperator, pools };
}

describe('a planned past', () => {
  const plan = planOf();
  const locks = locksOf(plan);

  it('is the same for the same seed and times, down to every transaction', () => {
    expect(planOf()).toEqual(plan);
    expect(locksOf(planOf({ seed: 'other' }))[0]?.payment).not.toEqual(locks[0]?.payment);
  });

  it('tells the same payments at another hour, at other times of day', () => {
    const shifted = locksOf(planOf({ to: NOON + 7 * 3_600 + 13 }));
    const told = (list: typeof locks) => list.slice(0, 300).map(({ payment }) => payment);
    expect(told(shifted)).toEqual(told(locks));
  });

  it('has blocks in the order of time, one a second at the most, none outside the stretch', () => {
    const times = plan.map(({ at }) => at);
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(NOON - 2 * DAY);
    expect(times.at(-1)).toBeLessThanOrEqual(NOON);
  });

  it('uses each payment id once, and scales', () => {
    expect(new Set(locks.map(({ payment }) => payment.id)).size).toBe(locks.length);
    expect(locksOf(planOf({ scale: 0.5 })).length / locks.length).toBeCloseTo(0.5, 1);
  });

  it('keeps within what the contract allows: settle, claim, expire, in that order and in time', () => {
    for (const { times, payment } of locks) {
      expect(times.settleBy).toBeGreaterThan(times.settles);
      expect(times.settleBy + payment.pool.params.claimDelay).toBeLessThan(times.expires);
      expect(times.expires).toBeLessThanOrEqual(PAST_LOCK_DURATION);
    }
  });

  it('ends no lock before it was made, or after it expired, or twice', () => {
    const born = new Map(locks.map((lock) => [lock.payment.id, lock]));
    const released = new Set<string>();
    for (const block of plan) {
      for (const id of [
        ...block.releases,
        ...block.draws.map((draw) => draw.id),
        ...block.claims.map((c) => c.id),
      ]) {
        const lock = born.get(id);
        expect(lock).toBeDefined();
        expect(block.at).toBeGreaterThan(lock?.at ?? Number.POSITIVE_INFINITY);
        expect(block.at).toBeLessThan((lock?.at ?? 0) + (lock?.times.expires ?? 0));
      }
      for (const id of block.releases) {
        expect(released.has(id)).toBe(false);
        released.add(id);
      }
    }
  });

  it('hands out the fee of every payment that is settled before the last payout, once, and tops up now and then', () => {
    const rewards = plan.flatMap(({ at, rewards }) => rewards.map((reward) => ({ at, ...reward })));
    const fees = rewards.filter(({ kind }) => kind === 'Fee');
    const last = Math.max(...fees.map(({ at }) => at));
    const born = new Map(locks.map((lock) => [lock.payment.id, lock]));
    const earned = plan
      .filter(({ at }) => at < last)
      .flatMap(({ releases }) => releases)
      .reduce((sum, id) => {
        const lock = born.get(id);
        return sum + (lock ? feeFor(lock.payment, lock.price) : 0n);
      }, 0n);
    expect(fees.reduce((sum, { amount }) => sum + amount, 0n)).toBe(earned);
    expect(earned).toBeGreaterThan(0n);
    expect(rewards.every(({ amount }) => amount > 0n)).toBe(true);
    for (const pool of poolPlans) {
      expect(fees.filter((fee) => fee.pool === pool).length).toBeGreaterThan(20);
    }
    expect(rewards.filter(({ kind }) => kind === 'TopUp').length).toBeGreaterThan(3);
  });

  it('keeps the operator within what it may draw in a window, also with ten times the payments', () => {
    for (const { draws, pools } of [plan, planOf({ days: 1, scale: 10 })].map(drawsByPool)) {
      expect(draws.length).toBeGreaterThan(0);
      for (const [key, sum] of pools) {
        const pool = poolPlans.find(({ tag }) => key.startsWith(tag));
        expect(sum).toBeLessThanOrEqual(pool?.params.drawLimit ?? 0n);
      }
    }
  });

  it('lets about 2 % fail', () => {
    const failed = locks.filter(({ payment }) => payment.outcome.kind !== 'settles').length;
    expect(failed / locks.length).toBeGreaterThan(0.01);
    expect(failed / locks.length).toBeLessThan(0.035);
  });

  it('is quiet at night and busy in the evening', () => {
    const inHours = (from: number, to: number) =>
      locks
        .filter(({ at }) => at < NOON - 8_000)
        .filter(({ at }) => (at / 3_600) % 24 >= from && (at / 3_600) % 24 < to).length;
    expect(inHours(17, 21)).toBeGreaterThan(5 * inHours(1, 5));
  });

  it('leaves some payments open for the live chain, none for much longer than a live one', () => {
    const closed = new Set(
      plan.flatMap(({ releases, draws }) => [...releases, ...draws.map(({ id }) => id)]),
    );
    const open = locks.filter(
      ({ at, times, payment }) => !closed.has(payment.id) && at + times.expires > NOON,
    );
    expect(open.length).toBeGreaterThan(5);
    for (const { at, times } of open) expect(at + times.expires - NOON).toBeLessThan(600);
  });

  it('never locks more than half of what is staked in a pool', () => {
    for (const pool of poolPlans) {
      const open = new Map<string, { amount: bigint; until: number }>();
      for (const block of plan) {
        for (const { payment, price, times } of block.locks.filter((lock) => lock.payment.pool === pool)) {
          open.set(payment.id, {
            amount: collateralFor(payment.cents, price),
            until: block.at + times.expires,
          });
        }
        for (const id of [...block.releases, ...block.draws.map((draw) => draw.id)]) open.delete(id);
        for (const [id, { until }] of open) if (until <= block.at) open.delete(id);
        const locked = [...open.values()].reduce((sum, { amount }) => sum + amount, 0n);
        expect(locked).toBeLessThanOrEqual(pool.target / 2n);
      }
      expect(open.size).toBeGreaterThan(0);
    }
  });
});
