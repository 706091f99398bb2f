import type { Hex } from '../codecs';
import { DEFAULT_PARTITION, poolOf } from '../partition';
import { exitEpoch, sharesForStake, sharesTaken, ticketPayout } from '../pool-math';
import { StoryLedger } from './story-ledger';
import { MANAGER } from './story-people';
import { accrue } from './story-pool';

/** What stakers do. */
export class StakerStory extends StoryLedger {
  /** Mints what is staked, then stakes it. */
  stake(pool: Hex, account: Hex, amount: bigint): bigint {
    this.mint(account, amount);
    this.transaction();
    const p = this.settled(pool);
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
    this.emit('Supplied', {
      pool,
      account,
      amount,
      shares,
      accountShares,
      totalAssets,
      totalShares,
      unallocated,
    });
    this.move(DEFAULT_PARTITION, pool, account, MANAGER, amount);
    return shares;
  }

  /** Returns the ticket's epoch. */
  requestExit(pool: Hex, account: Hex, wanted: bigint): number {
    this.transaction();
    const p = this.settled(pool);
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
    this.emit('ExitRequested', {
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
    this.transaction();
    const p = this.settled(pool);
    const shares = this.ticketOf(pool, account, epoch);
    const bucket = p.buckets.get(epoch);
    if (shares === 0n || !bucket || bucket.rolled) throw new Error('nothing to cancel');
    accrue(p, this.now);
    p.tickets.delete(`${account}:${epoch}`);
    p.buckets.set(epoch, { ...bucket, shares: bucket.shares - shares });
    p.pending -= shares;
    const accountShares = this.sharesOf(pool, account) + shares;
    p.active.set(account, accountShares);
    this.emit('ExitCancelled', {
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
    this.transaction();
    const p = this.settled(pool);
    const shares = this.ticketOf(pool, account, epoch);
    const bucket = p.buckets.get(epoch);
    if (shares === 0n || !bucket?.rolled) throw new Error('nothing to claim');
    const amount = ticketPayout(shares, { sharesLeft: bucket.shares, assetsLeft: bucket.assets });
    p.tickets.delete(`${account}:${epoch}`);
    p.buckets.set(epoch, { ...bucket, shares: bucket.shares - shares, assets: bucket.assets - amount });
    p.exitReserve -= amount;
    this.emit('ExitClaimed', {
      pool,
      account,
      exitEpoch: BigInt(epoch),
      to,
      shares,
      amount,
      exitReserve: p.exitReserve,
    });
    this.move(poolOf(pool), DEFAULT_PARTITION, MANAGER, to, amount);
    return amount;
  }
}
