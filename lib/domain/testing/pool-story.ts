import type { Hex } from '../codecs';
import type { BlockHeader, ChainEvent, EventAt, EventName, EventOf, PoolParams } from '../events';
import { closedGeneration, DEFAULT_PARTITION, generationId, poolId, poolOf } from '../partition';
import {
  assetsForShares,
  EXHAUSTED_FACTOR,
  epochOf,
  epochStart,
  exitEpoch,
  lockEndEpoch,
  sharesForStake,
  sharesTaken,
  ticketPayout,
} from '../pool-math';
import { asciiToHex } from '../text';
import {
  accrue,
  type Bucket,
  fund,
  newStoryPool,
  STORY_PARAMS,
  type StoryPool,
  startAnew,
} from './story-pool';

/**
 * A chain that never was: what stakers, merchants and the operator do, told as the contracts would tell it, block by
 * block, with no contract and no node. For tests that need events which fit together.
 */
export const MANAGER: Hex = '0x00000000000000000000000000000000000000c1';
export const OPERATOR: Hex = '0x00000000000000000000000000000000000000b1';
export const REWARDER: Hex = '0x00000000000000000000000000000000000000b2';

type StoryLock = {
  pool: Hex;
  merchant: Hex;
  remaining: bigint;
  settleBy: number;
  expiresAt: number;
  end: number;
};

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

export class PoolStory {
  readonly blocks: { block: BlockHeader; events: ChainEvent[] }[] = [];
  readonly pools = new Map<Hex, StoryPool>();
  readonly locks = new Map<Hex, StoryLock>();
  /** wei that pools keep for merchants that refused it, by pool and merchant */
  readonly kept = new Map<string, bigint>();
  readonly epochLength: number;
  #events: ChainEvent[] = [];
  #tx = 0;
  #payments = 0;

  constructor({ epochLength = 300, start = 1_700_000_100, fork = '0' } = {}) {
    this.epochLength = epochLength;
    this.fork = fork;
    this.block(0, start);
  }

  /** Makes hashes differ from those of another story. */
  fork: string;

  get now(): number {
    return this.#head.timestamp;
  }

  get head(): BlockHeader {
    return this.#head;
  }

  get #head(): BlockHeader {
    const last = this.blocks.at(-1);
    if (!last) throw new Error('a story begins with a block');
    return last.block;
  }

  /** Ends the block and begins the next, `seconds` later. */
  block(seconds = 12, timestamp = this.blocks.length === 0 ? 0 : this.now + seconds): this {
    const number = this.blocks.length + 1;
    const parentHash = this.blocks.at(-1)?.block.hash ?? this.#hash('parent', 0);
    this.#events = [];
    const block = { number, hash: this.#hash(`b${this.fork}`, number), parentHash, timestamp };
    this.blocks.push({ block, events: this.#events });
    return this;
  }

  /** Waits until an epoch has ended. */
  until(epoch: number): this {
    return this.block(0, Math.max(this.now + 1, epochStart(epoch, this.epochLength)));
  }

  /** Any event, in a transaction of its own unless it goes on with the last: for what this class does not play. */
  tell<Name extends EventName>(name: Name, args: EventOf<Name>['args'], { goesOn = false } = {}): this {
    if (!goesOn) this.#transaction();
    this.#emit(name, args);
    return this;
  }

  createPool(tag: string, params: Partial<PoolParams> = {}): Hex {
    const pool = poolId(tag, MANAGER);
    const all = { ...STORY_PARAMS, ...params };
    this.pools.set(pool, newStoryPool(all, this.now));
    this.#emit('PoolCreated', { pool, tag: asciiToHex(tag, 8) });
    this.#emit('ParamsSet', { pool, params: all });
    return pool;
  }

  setParams(pool: Hex, change: Partial<PoolParams>): this {
    const p = this.#pool(pool);
    p.params = { ...p.params, ...change };
    this.#emit('ParamsSet', { pool, params: p.params });
    return this;
  }

  register(merchant: Hex, registered = true): this {
    this.#emit('MerchantSet', { merchant, registered, since: this.now });
    return this;
  }

  mint(to: Hex, value: bigint): this {
    this.#transaction();
    this.#emit('Minted', { operator: to, to, value });
    return this;
  }

  transfer(
    from: Hex,
    to: Hex,
    value: bigint,
    fromPartition = DEFAULT_PARTITION,
    toPartition = fromPartition,
  ) {
    this.#transaction();
    this.#move(fromPartition, toPartition, from, to, value);
    return this;
  }

  /** Mints what is staked, then stakes it. */
  stake(pool: Hex, account: Hex, amount: bigint): bigint {
    this.mint(account, amount);
    this.#transaction();
    const p = this.#settled(pool);
    if (p.shares === 0n) {
      p.unallocated += p.assets;
      p.assets = 0n;
    }
    const shares = sharesForStake(p, amount);
    if (shares === null || shares === 0n) throw new Error('the pool is exhausted');
    accrue(p, this.now);
    p.assets += amount;
    p.shares += shares;
    const accountShares = this.sharesOf(pool, account) + shares;
    p.active.set(account, accountShares);
    const { assets: totalAssets, shares: totalShares, unallocated } = p;
    this.#emit('Supplied', {
      pool,
      account,
      amount,
      shares,
      accountShares,
      totalAssets,
      totalShares,
      unallocated,
    });
    this.#move(DEFAULT_PARTITION, pool, account, MANAGER, amount);
    return shares;
  }

  /** Returns the ticket's epoch. */
  requestExit(pool: Hex, account: Hex, wanted: bigint): number {
    this.#transaction();
    const p = this.#settled(pool);
    const held = this.sharesOf(pool, account);
    const shares = sharesTaken(wanted, held);
    const epoch = exitEpoch(this.now, {
      cooldown: p.params.cooldown,
      latestLockEnd: p.latestLockEnd,
      epochLength: this.epochLength,
    });
    accrue(p, this.now);
    const accountShares = held - shares;
    p.active.set(account, accountShares);
    p.pending += shares;
    const ticketShares = this.ticketOf(pool, account, epoch) + shares;
    p.tickets.set(`${account}:${epoch}`, ticketShares);
    const bucket = p.buckets.get(epoch) ?? { shares: 0n, assets: 0n, rolled: false };
    p.buckets.set(epoch, { ...bucket, shares: bucket.shares + shares });
    this.#emit('ExitRequested', {
      pool,
      account,
      exitEpoch: BigInt(epoch),
      shares,
      accountShares,
      ticketShares,
      pendingShares: p.pending,
    });
    return epoch;
  }

  cancelExit(pool: Hex, account: Hex, epoch: number): void {
    this.#transaction();
    const p = this.#settled(pool);
    const shares = this.ticketOf(pool, account, epoch);
    const bucket = p.buckets.get(epoch);
    if (shares === 0n || !bucket || bucket.rolled) throw new Error('nothing to cancel');
    accrue(p, this.now);
    p.tickets.delete(`${account}:${epoch}`);
    p.buckets.set(epoch, { ...bucket, shares: bucket.shares - shares });
    p.pending -= shares;
    const accountShares = this.sharesOf(pool, account) + shares;
    p.active.set(account, accountShares);
    this.#emit('ExitCancelled', {
      pool,
      account,
      exitEpoch: BigInt(epoch),
      shares,
      accountShares,
      pendingShares: p.pending,
    });
  }

  /** Returns what was paid. */
  claimExit(pool: Hex, account: Hex, epoch: number, to = account): bigint {
    this.#transaction();
    const p = this.#settled(pool);
    const shares = this.ticketOf(pool, account, epoch);
    const bucket = p.buckets.get(epoch);
    if (shares === 0n || !bucket?.rolled) throw new Error('nothing to claim');
    const amount = ticketPayout(shares, { sharesLeft: bucket.shares, assetsLeft: bucket.assets });
    p.tickets.delete(`${account}:${epoch}`);
    p.buckets.set(epoch, { ...bucket, shares: bucket.shares - shares, assets: bucket.assets - amount });
    p.exitReserve -= amount;
    this.#emit('ExitClaimed', {
      pool,
      account,
      exitEpoch: BigInt(epoch),
      to,
      shares,
      amount,
      exitReserve: p.exitReserve,
    });
    this.#move(poolOf(pool), DEFAULT_PARTITION, MANAGER, to, amount);
    return amount;
  }

  /** Sends rewards into a pool: 0 for fees, 1 for a top-up. */
  fundRewards(pool: Hex, kind: 0 | 1, amount: bigint): this {
    this.mint(REWARDER, amount).#transaction();
    const p = this.#settled(pool);
    const dust = fund(p, kind, amount, p.params.rewardEpochs * this.epochLength, this.now);
    this.#emit('RewardFunded', {
      pool,
      from: REWARDER,
      kind,
      amount,
      dust,
      feesLeft: p.rewards.feesLeft,
      topUpsLeft: p.rewards.topUpsLeft,
      secondsLeft: BigInt(p.rewards.secondsLeft),
      rewardReserve: p.rewardReserve,
    });
    this.#move(DEFAULT_PARTITION, pool, REWARDER, MANAGER, amount);
    return this;
  }

  /** Pays rewards out; what an account has earned is for the test to say. */
  claimRewards(pool: Hex, account: Hex, { fees = 0n, topUps = 0n }, to = account): this {
    this.#transaction();
    const p = this.#pool(pool);
    accrue(p, this.now);
    p.rewardReserve -= fees + topUps;
    this.#emit('RewardClaimed', { pool, account, to, fees, topUps, rewardReserve: p.rewardReserve });
    if (to !== MANAGER) this.#move(poolOf(pool), DEFAULT_PARTITION, MANAGER, to, fees + topUps);
    return this;
  }

  /** Settles every epoch that has ended, as each deed does first. */
  roll(pool: Hex): void {
    this.#transaction();
    this.#settled(pool);
  }

  lock(pool: Hex, wish: LockWish): Hex {
    this.#transaction();
    const p = this.#settled(pool);
    this.#payments += 1;
    const paymentId = this.#hash(`9${this.fork}`, this.#payments);
    const { merchant, amount, settleIn = 300, expireIn = 900 } = wish;
    const settleBy = this.now + settleIn;
    const expiresAt = this.now + expireIn;
    const end = lockEndEpoch(expiresAt, this.epochLength);
    this.locks.set(paymentId, { pool, merchant, remaining: amount, settleBy, expiresAt, end });
    p.locked += amount;
    p.lockEnds.set(end, (p.lockEnds.get(end) ?? 0n) + amount);
    p.latestLockEnd = Math.max(p.latestLockEnd, end);
    this.#emit('CollateralLocked', {
      paymentId,
      pool,
      merchant,
      amount,
      settleBy,
      expiresAt,
      claimDelay: p.params.claimDelay,
      refHash: this.#hash('f', this.#payments),
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
    this.#emit('LockReleased', { paymentId, pool, by: OPERATOR, amount, remaining, locked: p.locked });
  }

  claimPayment(paymentId: Hex): void {
    this.#transaction();
    const { pool, merchant } = this.#lock(paymentId);
    const p = this.#settled(pool);
    const maturesAt = this.now + p.params.claimDelay;
    this.#emit('LockClaimed', { paymentId, pool, merchant, maturesAt });
  }

  /** Pays the merchant, or keeps it for one that refuses. Ends the generation when next to nothing is left. */
  draw(paymentId: Hex, wanted?: bigint, { refused = false } = {}): bigint {
    const { lock, p, amount } = this.#free(paymentId, wanted);
    const { pool, merchant, remaining } = lock;
    p.assets -= amount;
    this.#emit('LockDrawn', {
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
    else this.#move(poolOf(pool), DEFAULT_PARTITION, MANAGER, merchant, amount);
    return amount;
  }

  /** Pays a merchant what it had refused. */
  collect(pool: Hex, account: Hex, to = account): bigint {
    this.#transaction();
    const amount = this.kept.get(`${poolOf(pool)}:${account}`) ?? 0n;
    this.kept.set(`${poolOf(pool)}:${account}`, 0n);
    this.#emit('DeferredPaid', { pool, account, to, amount, total: this.#keptIn(pool) });
    this.#move(poolOf(pool), DEFAULT_PARTITION, MANAGER, to, amount);
    return amount;
  }

  sharesOf = (pool: Hex, account: Hex): bigint => this.#pool(pool).active.get(account) ?? 0n;
  ticketOf = (pool: Hex, account: Hex, epoch: number): bigint =>
    this.#pool(pool).tickets.get(`${account}:${epoch}`) ?? 0n;

  /** Tickets of an account, with what is known of their epochs. */
  ticketsOf(pool: Hex, account: Hex): { epoch: number; shares: bigint; bucket: Bucket }[] {
    const p = this.#pool(pool);
    return [...p.tickets].flatMap(([key, shares]) => {
      const epoch = Number(key.split(':')[1]);
      const bucket = p.buckets.get(epoch);
      return key.startsWith(`${account}:`) && bucket ? [{ epoch, shares, bucket }] : [];
    });
  }

  /** wei that `shares` are worth at what is stored, floor. */
  worth = (pool: Hex, shares: bigint): bigint => assetsForShares(this.#pool(pool), shares);

  #keep(pool: Hex, account: Hex, amount: bigint, paymentId: Hex): void {
    const key = `${poolOf(pool)}:${account}`;
    const owed = (this.kept.get(key) ?? 0n) + amount;
    this.kept.set(key, owed);
    this.#emit('PayoutDeferred', { pool, account, amount, owed, total: this.#keptIn(pool), paymentId });
  }

  #keptIn = (pool: Hex): bigint =>
    [...this.kept].reduce((sum, [key, wei]) => (key.startsWith(poolOf(pool)) ? sum + wei : sum), 0n);

  #close(pool: Hex, p: StoryPool): void {
    accrue(p, this.now);
    const closed = generationId(pool, p.generation);
    const anew = startAnew(p);
    this.pools.set(closed, p).set(pool, anew);
    for (const lock of this.locks.values()) if (lock.pool === pool) lock.pool = closed;
    this.#emit('GenerationClosed', {
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
    this.#transaction();
    const lock = this.#lock(paymentId);
    const p = this.#settled(lock.pool);
    const amount = wanted ?? lock.remaining;
    if (amount <= 0n || amount > lock.remaining || this.now >= lock.expiresAt)
      throw new Error('the lock is over');
    lock.remaining -= amount;
    p.locked -= amount;
    p.lockEnds.set(lock.end, (p.lockEnds.get(lock.end) ?? 0n) - amount);
    return { lock, p, amount };
  }

  #settled(pool: Hex): StoryPool {
    const p = this.#pool(pool);
    const due = [...new Set([...p.buckets.keys(), ...p.lockEnds.keys()])]
      .filter((e) => e > p.rolledEpoch && e <= epochOf(this.now, this.epochLength))
      .sort((a, b) => a - b);
    for (const epoch of due) {
      const expired = p.lockEnds.get(epoch) ?? 0n;
      const exitShares = p.buckets.get(epoch)?.shares ?? 0n;
      p.rolledEpoch = epoch;
      if (expired === 0n && exitShares === 0n) continue;
      const exitAssets = assetsForShares(p, exitShares);
      p.lockEnds.delete(epoch);
      p.locked -= expired;
      p.assets -= exitAssets;
      p.shares -= exitShares;
      p.pending -= exitShares;
      p.exitReserve += exitAssets;
      p.buckets.set(epoch, { shares: exitShares, assets: exitAssets, rolled: true });
      this.#emit('EpochRolled', {
        pool,
        epoch: BigInt(epoch),
        expired,
        exitShares,
        exitAssets,
        totalAssets: p.assets,
        totalShares: p.shares,
        pendingShares: p.pending,
        locked: p.locked,
        exitReserve: p.exitReserve,
      });
    }
    return p;
  }

  #pool(id: Hex): StoryPool {
    const found = this.pools.get(id);
    if (!found) throw new Error(`no pool ${id}`);
    return found;
  }

  #lock(id: Hex): StoryLock {
    const found = this.locks.get(id);
    if (!found) throw new Error(`no lock ${id}`);
    return found;
  }

  #move(fromPartition: Hex, toPartition: Hex, from: Hex, to: Hex, value: bigint): void {
    this.#emit('TransferByPartition', { fromPartition, toPartition, operator: from, from, to, value });
  }

  #transaction(): void {
    this.#tx += 1;
  }

  #emit<Name extends EventName>(name: Name, args: EventOf<Name>['args']): void {
    const { number: block, timestamp } = this.#head;
    const at: EventAt = {
      block,
      timestamp,
      logIndex: this.#events.length,
      tx: this.#hash(`7${this.fork}`, this.#tx),
    };
    // The union's members are just such triples of a name, its place and its arguments.
    this.#events.push({ name, at, args } as ChainEvent);
  }

  #hash(kind: string, n: number): Hex {
    const prefix = [...kind].map((char) => char.charCodeAt(0).toString(16)).join('');
    return `0x${prefix}${n.toString(16).padStart(64 - prefix.length, '0')}`;
  }
}
