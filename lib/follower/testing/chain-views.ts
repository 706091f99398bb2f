import { and, asc, eq, like } from 'drizzle-orm';
import { ampAbi } from '@/contracts-abi/amp';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import {
  balanceRows,
  current,
  type Database,
  deferredRows,
  epochRows,
  lockRows,
  poolRows,
  positionRows,
  ticketRows,
} from '@/lib/db';
import {
  balances,
  deferredPayouts,
  epochs,
  locks,
  pools,
  positions,
  spendable,
  tickets,
} from '@/lib/db/schema';
import type { Deployment } from '@/lib/domain/api';
import type { Pool } from '@/lib/domain/entities';
import type { GenerationRef } from '@/lib/domain/entity-key';
import { lockStatus } from '@/lib/domain/lock-status';
import { DEFAULT_PARTITION, POOL_PREFIX, poolOf } from '@/lib/domain/partition';
import { assetsForShares } from '@/lib/domain/pool-math';
import { settlePool } from '@/lib/domain/settle';
import { registrySides } from './registry-views';
import type { TestChain } from './test-chain';
import { walletSides } from './wallet-views';

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
  const allPools = (await db.select().from(pools).where(current(pools)).orderBy(asc(pools.id))).map(
    poolRows.fromRow,
  );
  const poolOfRef = (ref: GenerationRef): Pool => {
    const found = allPools.find((one) => poolOf(one.id) === ref.pool && one.generation === ref.generation);
    if (!found) throw new Error(`no generation ${ref.generation} of ${ref.pool} is stored`);
    return found;
  };
  for (const pool of allPools) {
    const settled = settlePool(pool, allEpochs, now, epochLength);
    const { pendingAssets: _p, heldBack: _h, utilisationBps: _u, nextExitAt: _n, ...totals } = settled;
    const { closed, unallocated, rewardReserve, pauses, params } = pool;
    // What is kept for others lies in the pool's one partition, whatever the generation.
    const { deferred } = allPools.find(({ id }) => id === poolOf(pool.id)) ?? pool;
    stored[`pool ${pool.id}`] = {
      ...totals,
      ...{ closed, unallocated, rewardReserve, deferred, pauses, params },
      generation: BigInt(pool.generation),
      latestLockEnd: BigInt(pool.latestLockEnd),
      rewardSecondsLeft: BigInt(totals.rewardSecondsLeft),
      windowEnds: BigInt(totals.windowEnds),
    };
    const info = await chain.client.readContract({ ...manager, functionName: 'poolInfo', args: [pool.id] });
    const { exists: _e, rolledEpoch: _r, ...view } = info;
    onChain[`pool ${pool.id}`] = view;
  }
  const owed = new Map<string, bigint>();
  const ofPools = like(deferredPayouts.pool, `0x${POOL_PREFIX}%`);
  for (const row of await db
    .select()
    .from(deferredPayouts)
    .where(and(current(deferredPayouts), ofPools))) {
    const payout = deferredRows.fromRow(row);
    owed.set(`${payout.pool} ${payout.account}`, payout.owed);
    const args = [payout.pool, payout.account] as const;
    stored[`deferred ${args.join(' ')}`] = payout.owed;
    const view = await chain.client.readContract({ ...manager, functionName: 'deferredOf', args });
    onChain[`deferred ${args.join(' ')}`] = view[0];
  }
  for (const row of await db.select().from(positions).where(current(positions))) {
    const position = positionRows.fromRow(row);
    const { account, shares } = position;
    const pool = poolOfRef(position);
    const assets = assetsForShares(settlePool(pool, allEpochs, now, epochLength), shares);
    const deferred = owed.get(`${position.pool} ${account}`) ?? 0n;
    stored[`position ${pool.id} ${account}`] = { shares, assets, deferred };
    // Rewards are earned by the second, without events: only the contract says what an account is owed.
    const {
      fees: _,
      topUps: __,
      ...view
    } = await chain.client.readContract({
      ...manager,
      functionName: 'accountInfo',
      args: [pool.id, account],
    });
    onChain[`position ${pool.id} ${account}`] = view;
  }
  for (const row of await db.select().from(tickets).where(current(tickets))) {
    const ticket = ticketRows.fromRow(row);
    const { account, exitEpoch, shares } = ticket;
    const args = [poolOfRef(ticket).id, account, BigInt(exitEpoch)] as const;
    stored[`ticket ${args.join(' ')}`] = shares;
    const view = await chain.client.readContract({ ...manager, functionName: 'ticketOf', args });
    onChain[`ticket ${args.join(' ')}`] = view.shares;
  }
  for (const row of await db
    .select()
    .from(locks)
    .where(and(current(locks), eq(locks.kind, 'pool')))) {
    const lock = lockRows.fromRow(row);
    const { paymentId, pool, remaining, claimMaturesAt } = lock;
    stored[`lock ${paymentId}`] = [pool, lockStatus(lock, now), remaining, BigInt(claimMaturesAt ?? 0)];
    const view = await chain.client.readContract({ ...manager, functionName: 'lockOf', args: [paymentId] });
    // An overdue lock is open to the contract.
    const status = STATUSES[view.status];
    const overdue = status === 'open' && now >= view.settleBy;
    onChain[`lock ${paymentId}`] = [
      poolOf(view.pool),
      overdue ? 'overdue' : status,
      view.remaining,
      view.claimMaturesAt,
    ];
  }
  const inDefault = await db.select().from(spendable);
  const held = [
    ...(await db.select().from(balances).where(current(balances))).map(balanceRows.fromRow),
    ...inDefault.map(({ account, amount }) => ({ partition: DEFAULT_PARTITION, account, amount })),
  ];
  for (const { partition, account, amount } of held) {
    stored[`balance ${partition} ${account}`] = amount;
    onChain[`balance ${partition} ${account}`] = await chain.client.readContract({
      address: amp,
      abi: ampAbi,
      functionName: 'balanceOfByPartition',
      args: [partition, account],
    });
  }
  const others = [await walletSides(db, deployment, chain), await registrySides(db, deployment, chain)];
  for (const other of others) {
    Object.assign(stored, other.stored);
    Object.assign(onChain, other.onChain);
  }
  return { stored, onChain };
}
