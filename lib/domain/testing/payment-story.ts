import type { Hex } from '../codecs';
import { closedGeneration, DEFAULT_PARTITION, generationId, poolOf } from '../partition';
import { EXHAUSTED_FACTOR, lockEndEpoch } from '../pool-math';
import { asciiToHex } from '../text';
import { StakerStory } from './staker-story';
import { MANAGER, OPERATOR } from './story-people';
import { accrue, type StoryPool, startAnew } from './story-pool';

export type LockWish = {
  merchant: Hex;
  amount: bigint;
  /** seconds from now */
  settleIn?: number;
  expireIn?: number;
  asset?: string;
  cents?: bigint;
  currency?: string;
};

/** What the operator and merchants do: payments from their lock to their end. */
export class PaymentStory extends StakerStory {
  #payments = 0;

  lock(pool: Hex, wish: LockWish): Hex {
    this.transaction();
    const p = this.settled(pool);
    this.#payments += 1;
    const paymentId = this.hash(`9${this.fork}`, this.#payments);
    const { merchant, amount, settleIn = 300, expireIn = 900 } = wish;
    const settleBy = this.now + settleIn;
    const expiresAt = this.now + expireIn;
    const end = lockEndEpoch(expiresAt, this.epochLength);
    this.locks.set(paymentId, { pool, merchant, remaining: amount, settleBy, expiresAt, end });
    p.locked += amount;
    p.lockEnds.set(end, (p.lockEnds.get(end) ?? 0n) + amount);
    p.latestLockEnd = Math.max(p.latestLockEnd, end);
    this.emit('CollateralLocked', {
      paymentId,
      pool,
      merchant,
      amount,
      settleBy,
      expiresAt,
      claimDelay: p.params.claimDelay,
      refHash: this.hash('f', this.#payments),
      quote: {
        asset: asciiToHex(wish.asset ?? 'BTC', 8),
        assetAmount: 1_000n,
        fiatAmount: wish.cents ?? 2_500n,
        currency: asciiToHex(wish.currency ?? 'USD', 3),
        ampPrice: 350_000n,
      },
      locked: p.locked,
    });
    return paymentId;
  }

  release(paymentId: Hex, wanted?: bigint): void {
    const { lock, p, amount } = this.#free(paymentId, wanted);
    const { pool, remaining } = lock;
    this.emit('LockReleased', { paymentId, pool, by: OPERATOR, amount, remaining, locked: p.locked });
  }

  claimPayment(paymentId: Hex): void {
    this.transaction();
    const { pool, merchant } = this.lockOf(paymentId);
    const p = this.settled(pool);
    const maturesAt = this.now + p.params.claimDelay;
    this.emit('LockClaimed', { paymentId, pool, merchant, maturesAt });
  }

  /** Pays the merchant, or keeps it for one that refuses. Ends the generation when next to nothing is left. */
  draw(paymentId: Hex, wanted?: bigint, { refused = false } = {}): bigint {
    const { lock, p, amount } = this.#free(paymentId, wanted);
    const { pool, merchant, remaining } = lock;
    p.assets -= amount;
    this.emit('LockDrawn', {
      paymentId,
      pool,
      merchant,
      by: OPERATOR,
      amount,
      remaining,
      totalAssets: p.assets,
      totalShares: p.shares,
      locked: p.locked,
    });
    if (p.assets * EXHAUSTED_FACTOR < p.shares && closedGeneration(pool) === null) this.#close(pool, p);
    if (refused) this.#keep(pool, merchant, amount, paymentId);
    else this.move(poolOf(pool), DEFAULT_PARTITION, MANAGER, merchant, amount);
    return amount;
  }

  /** Pays a merchant what it had refused. */
  collect(pool: Hex, account: Hex, to = account): bigint {
    this.transaction();
    const amount = this.kept.get(`${poolOf(pool)}:${account}`) ?? 0n;
    this.kept.set(`${poolOf(pool)}:${account}`, 0n);
    this.emit('DeferredPaid', { pool, account, to, amount, total: this.#keptIn(pool) });
    this.move(poolOf(pool), DEFAULT_PARTITION, MANAGER, to, amount);
    return amount;
  }

  #keep(pool: Hex, account: Hex, amount: bigint, paymentId: Hex): void {
    const key = `${poolOf(pool)}:${account}`;
    const owed = (this.kept.get(key) ?? 0n) + amount;
    this.kept.set(key, owed);
    this.emit('PayoutDeferred', { pool, account, amount, owed, total: this.#keptIn(pool), paymentId });
  }

  #keptIn = (pool: Hex): bigint =>
    [...this.kept].reduce((sum, [key, wei]) => (key.startsWith(poolOf(pool)) ? sum + wei : sum), 0n);

  #close(pool: Hex, p: StoryPool): void {
    accrue(p, this.now);
    const closed = generationId(pool, p.generation);
    const anew = startAnew(p);
    this.pools.set(closed, p).set(pool, anew);
    for (const lock of this.locks.values()) if (lock.pool === pool) lock.pool = closed;
    this.emit('GenerationClosed', {
      pool,
      closed,
      generation: BigInt(p.generation),
      totalAssets: p.assets,
      totalShares: p.shares,
      pendingShares: p.pending,
      locked: p.locked,
      exitReserve: p.exitReserve,
      unallocated: p.unallocated,
      rewardReserve: p.rewardReserve,
      rewardsPassedOn: anew.rewardReserve,
    });
  }

  #free(paymentId: Hex, wanted?: bigint) {
    this.transaction();
    const lock = this.lockOf(paymentId);
    const p = this.settled(lock.pool);
    const amount = wanted ?? lock.remaining;
    if (amount <= 0n || amount > lock.remaining || this.now >= lock.expiresAt)
      throw new Error('the lock is over');
    lock.remaining -= amount;
    p.locked -= amount;
    p.lockEnds.set(lock.end, (p.lockEnds.get(lock.end) ?? 0n) - amount);
    return { lock, p, amount };
  }
}
