import { asc } from 'drizzle-orm';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import {
  balanceRows,
  current,
  type Database,
  epochRows,
  lockRows,
  poolRows,
  positionRows,
  ticketRows,
} from '@/lib/db';
import { balances, epochs, locks, pools, positions, tickets } from '@/lib/db/schema';
import type { Deployment } from '@/lib/domain/api';
import { lockStatus } from '@/lib/domain/lock-status';
import { assetsForShares } from '@/lib/domain/pool-math';
import { settlePool } from '@/lib/domain/settle';
import type { TestChain } from './test-chain';

/** The contract's own words for a lock's status, by their number. */
const STATUSES = ['none', 'open', 'claimed', 'released', 'drawn', 'expired'];

/**
 * What the database says and what the contracts answer at the same block, side by side and in the same words: equal
 * when the replay of events is right. Only at a standstill of the chain.
 */
export async function bothSides({ db }: Database, deployment: Deployment, chain: TestChain) {
  const { collateralPool, amp, epochLength } = deployment;
  const manager = { address: collateralPool, abi: collateralPoolAbi } as const;
  const { timestamp } = await chain.client.getBlock();
  const now = Number(timestamp);
  const stored: Record<string, unknown> = {};
  const onChain: Record<string, unknown> = {};

  const allEpochs = (await db.select().from(epochs).where(current(epochs))).map(epochRows.fromRow);
  const settled = new Map<string, ReturnType<typeof settlePool>>();
  for (const row of await db.select().from(pools).where(current(pools)).orderBy(asc(pools.id))) {
    const pool = poolRows.fromRow(row);
    const totals = settlePool(pool, allEpochs, now, epochLength);
    settled.set(pool.id, totals);
    const { assets, shares, pendingShares, locked, exitReserve, capacity, free } = totals;
    const { unallocated, latestLockEnd, pauses } = pool;
    stored[`pool ${pool.id}`] = {
      ...{ assets, shares, pendingShares, locked, exitReserve, capacity, free, unallocated },
      ...{ latestLockEnd: BigInt(latestLockEnd), pauses, params: pool.params },
    };
    const info = await chain.client.readContract({ ...manager, functionName: 'poolInfo', args: [pool.id] });
    const { exists: _, rolledEpoch: __, ...view } = info;
    onChain[`pool ${pool.id}`] = view;
  }
  for (const row of await db.select().from(positions).where(current(positions))) {
    const { pool, account, shares } = positionRows.fromRow(row);
    const totals = settled.get(pool) ?? { assets: 0n, shares: 0n };
    stored[`position ${pool} ${account}`] = { shares, assets: assetsForShares(totals, shares) };
    const args = [pool, account] as const;
    onChain[`position ${pool} ${account}`] = await chain.client.readContract({
      ...manager,
      functionName: 'accountInfo',
      args,
    });
  }
  for (const row of await db.select().from(tickets).where(current(tickets))) {
    const { pool, account, exitEpoch, shares } = ticketRows.fromRow(row);
    const args = [pool, account, BigInt(exitEpoch)] as const;
    stored[`ticket ${args.join(' ')}`] = shares;
    const view = await chain.client.readContract({ ...manager, functionName: 'ticketOf', args });
    onChain[`ticket ${args.join(' ')}`] = view.shares;
  }
  for (const row of await db.select().from(locks).where(current(locks))) {
    const lock = lockRows.fromRow(row);
    const { paymentId, remaining, claimMaturesAt } = lock;
    stored[`lock ${paymentId}`] = [lockStatus(lock, now), remaining, BigInt(claimMaturesAt ?? 0)];
    const view = await chain.client.readContract({ ...manager, functionName: 'lockOf', args: [paymentId] });
    // An overdue lock is open to the contract.
    const status = STATUSES[view.status];
    const overdue = status === 'open' && now >= view.settleBy;
    onChain[`lock ${paymentId}`] = [overdue ? 'overdue' : status, view.remaining, view.claimMaturesAt];
  }
  for (const row of await db.select().from(balances).where(current(balances))) {
    const { partition, account, amount } = balanceRows.fromRow(row);
    stored[`balance ${partition} ${account}`] = amount;
    onChain[`balance ${partition} ${account}`] = await chain.client.readContract({
      address: amp,
      abi: ampAbi,
      functionName: 'balanceOfByPartition',
      args: [partition, account],
    });
  }
  return { stored, onChain };
}
