import type { Hex } from 'viem';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import type { DevChain } from './chain';
import type { Ending } from './endings';
import { liveSettleSeconds } from './payments';
import { poolPlans } from './pools';
import type { Random } from './random';

/** `ICollateralPool.LockStatus` */
const OPEN = 1;
const CLAIMED = 2;

export type OpenLock = {
  id: Hex;
  merchant: Hex;
  remaining: bigint;
  lockedAt: number;
  settleBy: number;
  expiresAt: number;
  /** null while unclaimed */
  claimMaturesAt: number | null;
};

const BLOCKS_AT_ONCE = 400;
/** Seconds. Older locks that are still open were made at the world's pace; these lie close together. */
const LONGEST_LIVE = BigInt(Math.max(...poolPlans.map(({ params }) => params.maxLockDuration)));

/** Every lock that can still be released or drawn, from the chain alone: whoever made it may be gone. */
export async function readOpenLocks({ reader, deployment }: DevChain): Promise<OpenLock[]> {
  const head = await reader.getBlock();
  const open: OpenLock[] = [];
  for (let to = head.number; ; to -= BigInt(BLOCKS_AT_ONCE)) {
    const from = to < BigInt(BLOCKS_AT_ONCE) ? 0n : to - BigInt(BLOCKS_AT_ONCE) + 1n;
    const events = await reader.getContractEvents({
      address: deployment.collateralPool,
      abi: collateralPoolAbi,
      eventName: 'CollateralLocked',
      fromBlock: from,
      toBlock: to,
      strict: true,
    });
    const unexpired = events.filter(({ args }) => BigInt(args.expiresAt) > head.timestamp);
    for (const { args, blockTimestamp } of unexpired) {
      const lock = await readOpenLock(args.paymentId);
      if (lock) open.push({ ...lock, lockedAt: Number(blockTimestamp ?? head.timestamp) });
    }
    const first = await reader.getBlock({ blockNumber: from });
    const age = head.timestamp - first.timestamp;
    if (from === 0n || (age > LONGEST_LIVE && unexpired.length === 0)) return open;
  }

  async function readOpenLock(id: Hex): Promise<Omit<OpenLock, 'lockedAt'> | null> {
    const lock = await reader.readContract({
      address: deployment.collateralPool,
      abi: collateralPoolAbi,
      functionName: 'lockOf',
      args: [id],
    });
    if (lock.status !== OPEN && lock.status !== CLAIMED) return null;
    return {
      id,
      // lower-casing hex keeps it hex
      merchant: lock.merchant.toLowerCase() as Hex,
      remaining: lock.remaining,
      settleBy: Number(lock.settleBy),
      expiresAt: Number(lock.expiresAt),
      claimMaturesAt: lock.status === CLAIMED ? Number(lock.claimMaturesAt) : null,
    };
  }
}

/** How a lock that somebody else made ends: as its times say. One that is overdue is left to its merchant. */
export function endingsOfOpen(lock: OpenLock, now: number, random: Random): Ending[] {
  const { id, merchant, remaining, claimMaturesAt } = lock;
  const soon = now + random.int(1, 20);
  if (claimMaturesAt !== null) {
    return [{ at: Math.max(soon, claimMaturesAt + 1), kind: 'draw', id, by: merchant, amount: remaining }];
  }
  if (now >= lock.settleBy) return [];
  const settles = lock.lockedAt + liveSettleSeconds(lock.settleBy - lock.lockedAt);
  return [{ at: Math.min(Math.max(soon, settles), lock.expiresAt - 5), kind: 'release', id }];
}
