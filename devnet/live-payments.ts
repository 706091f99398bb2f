import type { Hex } from 'viem';
import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import { devAccounts } from './accounts';
import { readPrice } from './actions';
import { type DevChain, Reverted } from './chain';
import { type CollateralLock, MAX_BATCH } from './contract-calls';
import { type Ending, endingsOf } from './endings';
import { chunks } from './lists';
import type { LiveRewards } from './live-rewards';
import { collateralFor, LIVE_PACE, nextPrice } from './market';
import { endingsOfOpen, readOpenLocks } from './open-locks';
import { drawPayment, lockFor, paymentTimes } from './payments';
import { type PoolPlan, poolPlans } from './pools';
import type { Random } from './random';
import { createSchedule } from './schedule';

/** The operator, the merchants and the oracle of the live chain. */
export type LivePayments = {
  /** takes over locks that are open, whoever made them */
  adopt(): Promise<void>;
  /** settles what is due at `now` (chain time), then takes the customers of `elapsed` seconds */
  tick(now: number, elapsed: number): Promise<void>;
  counts(): {
    locked: number;
    declined: number;
    released: number;
    claimed: number;
    drawn: number;
    open: number;
  };
};

const PRICE_EVERY = 30;
/** Seconds for which a pool's free capacity is believed, less what was locked since. */
const ROOM_FOR = 10;
/** A customer is declined when less than this share of the capacity would stay free, in percent. */
const KEPT_FREE = 5n;

export function createLivePayments(
  chain: DevChain,
  { run, rate, random, rewards }: { run: string; rate: number; random: Random; rewards: LiveRewards },
): LivePayments {
  const { calls, deployment } = chain;
  const { operator, priceKeeper } = devAccounts();
  const schedule = createSchedule<Ending>();
  const counts = { locked: 0, declined: 0, released: 0, claimed: 0, drawn: 0 };
  const room = createRoom(chain);
  let customers = 0;
  let price: bigint | null = null;
  let pricedAt = 0;

  async function settle(now: number): Promise<void> {
    const due = schedule.take(now);
    const releases: Hex[] = [];
    for (const ending of due) {
      switch (ending.kind) {
        case 'release':
          releases.push(ending.id);
          break;
        case 'claim':
          if (await attempt(() => chain.send(ending.merchant, calls.claimPayment(ending.id))))
            counts.claimed += 1;
          break;
        case 'draw': {
          const by = ending.by === 'operator' ? operator.address : ending.by;
          if (await attempt(() => chain.send(by, calls.draw(ending.id, ending.amount)))) counts.drawn += 1;
          break;
        }
      }
    }
    for (const ids of chunks(releases, MAX_BATCH)) counts.released += await release(ids);
  }

  /** All at once; where one cannot be (a reorg took it, it expired), each on its own. */
  async function release(ids: readonly Hex[]): Promise<number> {
    if (await attempt(() => chain.send(operator.address, calls.releaseBatch(ids)))) {
      rewards.settled(ids);
      return ids.length;
    }
    let released = 0;
    for (const id of ids) {
      if (!(await attempt(() => chain.send(operator.address, calls.releaseBatch([id]))))) continue;
      rewards.settled([id]);
      released += 1;
    }
    return released;
  }

  async function sell(now: number, elapsed: number): Promise<void> {
    await room.refresh(now);
    const price = await currentPrice(now);
    const locks: CollateralLock[] = [];
    for (let left = poisson(rate * elapsed, random); left > 0; left -= 1) {
      customers += 1;
      const payment = drawPayment(run, customers, random);
      const times = paymentTimes(payment, LIVE_PACE, random);
      const amount = collateralFor(payment.cents, price);
      if (!room.take(payment.pool, amount)) {
        counts.declined += 1;
        continue;
      }
      locks.push(lockFor(payment, times, { at: now, price, manager: deployment.collateralPool }));
      rewards.expect(payment, price);
      const settledAt = now + Math.max(1, times.settles);
      schedule.add(...endingsOf(payment, times, { at: now, amount, settledAt, random }));
    }
    if (locks.length === 0) return;
    await chain.submit(operator.address, calls.lockBatch(locks));
    counts.locked += locks.length;
  }

  async function currentPrice(now: number): Promise<bigint> {
    const known = price ?? (await readPrice(chain));
    price = known;
    if (deployment.priceFeed && now - pricedAt >= PRICE_EVERY) {
      pricedAt = now;
      const next = nextPrice(known, random);
      if (await attempt(() => chain.send(priceKeeper.address, calls.pushPrice(next)))) price = next;
    }
    return price;
  }

  return {
    async adopt() {
      schedule.clear();
      rewards.forget();
      price = null;
      const { timestamp } = await chain.head();
      const open = await readOpenLocks(chain);
      schedule.add(...open.flatMap((lock) => endingsOfOpen(lock, timestamp, random)));
    },
    async tick(now, elapsed) {
      await settle(now);
      await sell(now, elapsed);
    },
    counts: () => ({ ...counts, open: schedule.size() }),
  };
}

/** True when it was sent; false when the contract refuses it, as it may after a reorg. */
async function attempt(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (error instanceof Reverted) return false;
    throw error;
  }
}

/** What the pools can still lock, as of the last look. */
function createRoom({ reader, deployment, poolId }: DevChain) {
  const free = new Map<PoolPlan, bigint>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    async refresh(now: number): Promise<void> {
      if (now - lookedAt < ROOM_FOR) return;
      lookedAt = now;
      for (const plan of poolPlans) {
        const info = await reader.readContract({
          address: deployment.collateralPool,
          abi: collateralPoolAbi,
          functionName: 'poolInfo',
          args: [poolId(plan)],
        });
        free.set(plan, info.free - (info.capacity * KEPT_FREE) / 100n);
      }
    },
    take(plan: PoolPlan, amount: bigint): boolean {
      const left = (free.get(plan) ?? 0n) - amount;
      if (left < 0n) return false;
      free.set(plan, left);
      return true;
    },
  };
}

/** How many of many unlikely things happen, `mean` on average (Knuth). */
function poisson(mean: number, random: Random): number {
  const limit = Math.exp(-mean);
  let happened = 0;
  for (let product = random.unit(); product > limit; product *= random.unit()) happened += 1;
  return happened;
}
