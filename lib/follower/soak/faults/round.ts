import { inspect, isDeepStrictEqual } from 'node:util';
import { compareDumps, type Dump, dumpDatabase, emptyDatabase } from '@/lib/db';
import { poolId } from '@/lib/domain/partition';
import { bothSides } from '../../testing/chain-views';
import { deployContracts, POOL_TAGS } from '../../testing/deploy-contracts';
import { createFaultProxy } from '../../testing/faults/fault-proxy';
import type { FaultKind } from '../../testing/faults/kinds';
import { createMiner, freshDump } from '../../testing/harness';
import { createRandom } from '../../testing/random';
import { ruin } from '../../testing/ruin';
import { startTestChain } from '../../testing/test-chain';
import type { FollowerProcess, Moment } from './process';
import { DEEPEST, drawSchedule, type Schedule, type Step } from './schedule';
import type { Lane } from './stand';

/** Schedules on one chain: then a new one begins, since a long chain takes long to compare. */
export const SCHEDULES_A_ROUND = 10;
/** Of so many rounds, one is on the embedded database. */
const EMBEDDED_EVERY = 8;
/** Blocks before the first schedule: enough for the deepest reorg, and for a backfill in ranges. */
const FIRST_BLOCKS = DEEPEST + 10;
const LEVEL_TIMEOUT_MS = 60_000;

export type Tally = {
  schedules: number;
  kills: number;
  reorgs: number;
  deepest: number;
  blocks: number;
  events: number;
  facts: number;
  /** how often the audit had something read again */
  repairs: number;
  faults: Partial<Record<FaultKind, number>>;
  /** the longest that a follower took to become level, once nothing was wrong any more */
  slowestMs: number;
};

export const newTally = (): Tally => ({
  schedules: 0,
  kills: 0,
  reorgs: 0,
  deepest: 0,
  blocks: 0,
  events: 0,
  facts: 0,
  repairs: 0,
  faults: {},
  slowestMs: 0,
});

/** The database is not what it must be. */
export class DifferenceError extends Error {
  constructor(
    readonly schedule: Schedule,
    readonly differences: readonly string[],
  ) {
    super(`${differences.length} differences`);
    this.name = 'DifferenceError';
  }
}

/**
 * Blocks that a reorg has left count as well. Beyond what it keeps in memory, anvil 1.7.1 puts states on disk, and a
 * reorg back to one of those leaves it without the contracts.
 */
const MANY_STATES = ['--prune-history', '3000'];

/** A new chain, and schedules upon it. Throws {@link DifferenceError} at the first difference. */
export async function playRound(lane: Lane, seed: number, schedules: number, tally: Tally): Promise<void> {
  const random = createRandom(seed);
  const embedded = seed % EMBEDDED_EVERY === 0;
  const chain = await startTestChain({ nodeArgs: MANY_STATES });
  const proxy = await createFaultProxy({ target: chain.url, seed, hangMs: 400 });
  let follower: FollowerProcess | undefined;
  try {
    const stage = await deployContracts(chain);
    const lowest = await chain.height();
    const { mine, queueDeeds } = createMiner(chain, stage, random);
    await mine(FIRST_BLOCKS, 3);
    let directory = '';
    const forget = async () => {
      if (embedded) directory = lane.emptyDirectory();
      else await emptyDatabase(lane.followed.database.db);
    };
    const start = (holdMs: number) => {
      const database = embedded ? { dataDir: directory } : { url: lane.followed.url };
      const { deployment } = stage;
      const { url: rpcUrl, wsUrl } = proxy;
      follower = lane.nursery.take({ type: 'follow', database, deployment, rpcUrl, wsUrl, holdMs });
      return follower;
    };
    const end = async (moment: Moment, patienceMs: number) => {
      await follower?.killAt(moment, patienceMs);
      tally.repairs += follower?.state()?.audit.repairs ?? 0;
      follower = undefined;
    };
    const newHead = async () => {
      const { hash, number } = await chain.client.getBlock();
      return { hash, number: Number(number) };
    };
    /** No deeper than to the block where everything was deployed. */
    const within = async (depth: number) => Math.min(depth, (await chain.height()) - lowest - 1);

    async function play(step: Step): Promise<void> {
      switch (step.type) {
        case 'mine':
          return mine(step.blocks, step.deeds);
        case 'reorg': {
          const depth = await within(step.depth);
          await chain.reorg(depth);
          tally.reorgs += 1;
          tally.deepest = Math.max(tally.deepest, depth);
          return;
        }
        case 'fork': {
          const depth = await within(step.depth);
          await chain.call('anvil_rollback', [depth]);
          await queueDeeds(step.deeds);
          tally.reorgs += 1;
          tally.deepest = Math.max(tally.deepest, depth);
          return mine(step.blocks, step.deeds);
        }
        case 'ruin':
          await ruin(chain, stage, poolId(random.pick(POOL_TAGS), stage.deployment.collateralPool));
          return;
        case 'kill':
          await end(step.moment, step.patienceMs);
          tally.kills += 1;
          start(step.holdMs);
          return;
        case 'cut':
          return proxy.cutAll();
        case 'wait':
          return later(step.ms);
        case 'catchUp': {
          const end = Date.now() + step.patienceMs;
          const { hash } = await chain.client.getBlock();
          while (Date.now() < end && follower?.state()?.head?.hash !== hash) await later(5);
        }
      }
    }

    async function level(schedule: Schedule, one: FollowerProcess): Promise<void> {
      const began = Date.now();
      const head = await newHead();
      for (;;) {
        const state = one.state();
        const { provedTo, openAlarms } = state?.audit ?? { provedTo: null, openAlarms: 0 };
        const level = state?.head?.hash === head.hash && state.status === 'live';
        // What was taken in wrongly is noticed by the audit, and only then put right.
        if (level && provedTo === head.number && openAlarms === 0) break;
        const waited = Date.now() - began;
        if (!one.running() || waited > LEVEL_TIMEOUT_MS) {
          const what = `not level with block ${head.number} after ${waited} ms: ${JSON.stringify(state)}`;
          throw new DifferenceError(schedule, [one.running() ? what : 'the follower’s process has ended']);
        }
        await later(10);
      }
      tally.slowestMs = Math.max(tally.slowestMs, Date.now() - began);
    }

    async function compare(schedule: Schedule, followed: Dump, wrong: readonly string[]): Promise<void> {
      const fresh = await freshDump(lane.fresh, stage.deployment, chain, LEVEL_TIMEOUT_MS);
      const differences = [...wrong, ...compareDumps(followed, fresh)];
      // What is equal to the fresh database need not be asked twice.
      const { stored, onChain } = await bothSides(lane.fresh, stage.deployment, chain);
      for (const key of Object.keys(stored)) {
        const [ours, theirs] = [stored[key], onChain[key]];
        if (isDeepStrictEqual(ours, theirs)) continue;
        differences.push(`${key}: stored ${inspect(ours)}, on chain ${inspect(theirs)}`);
      }
      tally.events += followed.events?.length ?? 0;
      tally.facts += Object.keys(stored).length;
      if (differences.length > 0) throw new DifferenceError(schedule, differences);
    }

    await forget();
    for (let index = 0; index < schedules; index += 1) {
      const schedule = drawSchedule(random);
      if (schedule.fromNothing) await forget();
      proxy.afflict(schedule.rates);
      start(schedule.holdMs);
      for (const step of schedule.steps) await play(step);
      proxy.calm();
      const last: FollowerProcess | undefined = follower;
      if (!last) throw new Error('nobody follows');
      await level(schedule, last);
      const followed = embedded ? await last.dump() : await dumpDatabase(lane.followed.database.db);
      await end('now', 0);
      await compare(schedule, followed, last.wrong());
      tally.schedules += 1;
      tally.blocks += (await chain.height()) - lowest;
    }
    for (const [kind, count] of Object.entries(proxy.counts) as [FaultKind, number][]) {
      tally.faults[kind] = (tally.faults[kind] ?? 0) + count;
    }
  } finally {
    await follower?.killAt('now', 0);
    await proxy.close();
    await chain.stop();
  }
}

const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
