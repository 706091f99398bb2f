import type { Hex } from '../codecs';
import { DEFAULT_PARTITION } from '../partition';
import { assetsForShares, epochOf } from '../pool-math';
import { StoryChain } from './story-chain';
import type { Bucket, StoryPool } from './story-pool';

type StoryLock = {
  pool: Hex;
  merchant: Hex;
  remaining: bigint;
  settleBy: number;
  expiresAt: number;
  end: number;
};

/** What the pools of a story hold, and what is true of each before anybody does anything in it. */
export class StoryLedger extends StoryChain {
  readonly pools = new Map<Hex, StoryPool>();
  readonly locks = new Map<Hex, StoryLock>();
  /** wei that pools keep for merchants that refused it, by pool and merchant */
  readonly kept = new Map<string, bigint>();

  mint(to: Hex, value: bigint): this {
    this.transaction();
    this.emit('Minted', { operator: to, to, value });
    return this;
  }

  transfer(
    from: Hex,
    to: Hex,
    value: bigint,
    fromPartition = DEFAULT_PARTITION,
    toPartition = fromPartition,
  ) {
    this.transaction();
    this.move(fromPartition, toPartition, from, to, value);
    return this;
  }

  sharesOf = (pool: Hex, account: Hex): bigint => this.pool(pool).active.get(account) ?? 0n;
  ticketOf = (pool: Hex, account: Hex, epoch: number): bigint =>
    this.pool(pool).tickets.get(`${account}:${epoch}`) ?? 0n;

  /** Tickets of an account, with what is known of their epochs. */
  ticketsOf(pool: Hex, account: Hex): { epoch: number; shares: bigint; bucket: Bucket }[] {
    const p = this.pool(pool);
    return [...p.tickets].flatMap(([key, shares]) => {
      const epoch = Number(key.split(':')[1]);
      const bucket = p.buckets.get(epoch);
      return key.startsWith(`${account}:`) && bucket ? [{ epoch, shares, bucket }] : [];
    });
  }

  /** wei that `shares` are worth at what is stored, floor. */
  worth = (pool: Hex, shares: bigint): bigint => assetsForShares(this.pool(pool), shares);

  protected settled(pool: Hex): StoryPool {
    const p = this.pool(pool);
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
      this.emit('EpochRolled', {
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

  protected pool(id: Hex): StoryPool {
    const found = this.pools.get(id);
    if (!found) throw new Error(`no pool ${id}`);
    return found;
  }

  protected lockOf(id: Hex): StoryLock {
    const found = this.locks.get(id);
    if (!found) throw new Error(`no lock ${id}`);
    return found;
  }
}
