import { collateralPoolAbi } from '@/contracts-abi/collateral-pool';
import type { Anvil } from './anvil';
import { type DevChain, syncClock } from './chain';
import { endingsOfOpen, readOpenLocks } from './open-locks';
import { checkPast, PastWentWrong, playPast } from './past';
import { planPast } from './past-plan';
import { type PoolPlan, poolPlans } from './pools';
import { createRandom } from './random';

/** Seconds without a block that nobody would notice. */
const NOTICEABLE = 20;
/** Blocks with new payments that a gap gets at the most, so that catching up takes seconds after weeks as well. */
const MOST_STEPS = 120;
const MOST_PAYMENTS = 300;
/** Seconds between two payments: right before the present as live, in a long gap as in the past. */
const DENSE = 2;
const SPARSE = 75;
const DENSE_PAYMENTS = 150;

/**
 * Brings a chain that was away up to now: ends what was open when it stopped, each at its own time, lets payments
 * come in between, and leaves it mining by itself with its clock on time. A chain whose clock is ahead (somebody
 * warped it) stays ahead. Resolves to the number of blocks it wrote.
 */
export async function catchUp(
  anvil: Anvil,
  chain: DevChain,
  { seed, log }: { seed: string; log: (line: string) => void },
): Promise<number> {
  await anvil.setMining('manual');
  const head = await chain.head();
  const now = Math.floor(Date.now() / 1_000);
  const gap = now - head.timestamp;
  let written = 0;
  if (gap > NOTICEABLE) {
    const every = gap / Math.min(MOST_PAYMENTS, gap / DENSE, DENSE_PAYMENTS + gap / SPARSE);
    const run = `gap ${head.number}`;
    const random = createRandom(`${seed}/${run}/open`);
    const open = await readOpenLocks(chain);
    const free = await readFree(chain);
    const plan = planPast({
      seed,
      run,
      from: head.timestamp + 1,
      to: now,
      pace: 'live',
      step: gap / MOST_STEPS,
      every,
      free: (pool) => free.get(pool) ?? 0n,
      endings: open.flatMap((lock) => endingsOfOpen(lock, head.timestamp, random)),
    });
    const hashes = await playPast(chain, plan);
    await checkPast(chain, plan, hashes, head.number + 1).catch((error: unknown) => {
      // Not worth failing a start for: a lock may have been on its way when the chain stopped.
      if (!(error instanceof PastWentWrong)) throw error;
      log(error.message);
    });
    written = plan.length;
  }
  await syncClock(chain);
  await chain.rpc.call('evm_mine');
  return written + 1;
}

async function readFree(chain: DevChain): Promise<Map<PoolPlan, bigint>> {
  const free = new Map<PoolPlan, bigint>();
  for (const plan of poolPlans) {
    const info = await chain.reader.readContract({
      address: chain.deployment.collateralPool,
      abi: collateralPoolAbi,
      functionName: 'poolInfo',
      args: [chain.poolId(plan)],
    });
    free.set(plan, info.free);
  }
  return free;
}
