import { setTimeout as sleep } from 'node:timers/promises';
import type { Deployment } from '@/lib/domain/api';
import { openDevChain } from './chain';
import { isDeployed } from './deploy-once';
import { createLivePayments, type LivePayments } from './live-payments';
import { createLiveRewards } from './live-rewards';
import { createLiveStakers } from './live-stakers';
import { createLiveWallets } from './live-wallets';
import { createRandom } from './random';

export type TrafficOptions = {
  rpcUrl: string;
  deployment: Deployment;
  seed?: string;
  /** payments a second, on average */
  rate?: number;
  log?: (line: string) => void;
};

export type TrafficCounts = ReturnType<LivePayments['counts']>;

/** Live payments. Survives a node that goes away, and reorgs. */
export type Traffic = {
  /** takes over what is open on the chain and begins; waits for the node as long as it takes */
  start(): void;
  /** nothing is sent any more once this resolves; what falls due meanwhile is done after `resume` */
  pause(): Promise<void>;
  resume(): void;
  stop(): Promise<void>;
  /** since the start of this process; zeros before the node has answered */
  counts(): TrafficCounts;
};

/** The contracts are gone, so there is nothing to play on. */
class ChainReplaced extends Error {}

const TICK_MS = 1_000;
const RETRY_MS = 1_000;
/** After a pause or a node's absence, customers of at most so many seconds come at once. */
const MOST_ELAPSED = 2;

const NOTHING: TrafficCounts = { locked: 0, declined: 0, released: 0, claimed: 0, drawn: 0, open: 0 };

export function createTraffic(options: TrafficOptions): Traffic {
  const { rpcUrl, deployment, seed = 'amp', rate = 1, log = () => {} } = options;
  const stopping = new AbortController();
  let paused = false;
  let counts = () => NOTHING;
  let loop: Promise<void> = Promise.resolve();
  let ticking: Promise<void> = Promise.resolve();

  async function run(): Promise<void> {
    let trouble: string | null = null;
    while (!stopping.signal.aborted) {
      try {
        await play(() => {
          if (trouble) log('traffic goes on');
          trouble = null;
        });
      } catch (error) {
        if (error instanceof ChainReplaced) return log(`traffic ends: ${error.message}`);
        // Whatever it is, a node that comes back cures it, and nothing here is worth stopping for.
        const said = error instanceof Error ? (error.message.split('\n')[0] ?? error.name) : String(error);
        if (said !== trouble) log(`traffic waits: ${said}`);
        trouble = said;
        await rest(RETRY_MS);
      }
    }
  }

  /** Plays until something breaks, or until it is told to stop. */
  async function play(onContact: () => void): Promise<void> {
    const chain = await openDevChain(rpcUrl, deployment);
    if (!(await isDeployed(chain.reader, deployment))) {
      throw new ChainReplaced(`the chain at ${rpcUrl} is not the one that was deployed to`);
    }
    const first = await chain.head();
    const run = `${seed}/live ${first.number}`;
    const random = createRandom(run);
    const rewards = createLiveRewards(chain, random.fork('rewards'));
    const payments = createLivePayments(chain, { run, rate, random: random.fork('payments'), rewards });
    const stakers = createLiveStakers(chain, random.fork('stakers'));
    const wallets = createLiveWallets(chain, { run, rate, random: random.fork('wallets') });
    const adopt = async () => {
      await payments.adopt();
      await stakers.adopt();
      await wallets.adopt();
    };
    await adopt();
    onContact();
    const before = counts();
    counts = () => sum(before, payments.counts());

    let seen = first;
    const tick = async (elapsed: number) => {
      // After a reorg nothing we know has to be so any more.
      if (!(await chain.has(seen))) await adopt();
      seen = await chain.head();
      await payments.tick(seen.timestamp, elapsed);
      await stakers.tick(seen.timestamp);
      await wallets.tick(seen.timestamp, elapsed);
      await rewards.tick(seen.timestamp);
    };
    let last = performance.now();
    while (!stopping.signal.aborted) {
      if (!paused) {
        const now = performance.now();
        const elapsed = Math.min(MOST_ELAPSED, (now - last) / 1_000);
        last = now;
        ticking = tick(elapsed);
        await ticking;
      }
      // Not exactly a second: otherwise every payment would meet its block at the same age.
      await rest(TICK_MS * (0.85 + 0.3 * random.unit()));
    }
  }

  const rest = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => {});

  return {
    start() {
      loop = run();
    },
    async pause() {
      paused = true;
      await ticking.catch(() => {});
    },
    resume() {
      paused = false;
    },
    async stop() {
      stopping.abort();
      await loop;
    },
    counts: () => counts(),
  };
}

/** Counts of this node's time and the ones before; what is open is only so now. */
function sum(before: TrafficCounts, now: TrafficCounts): TrafficCounts {
  return {
    locked: before.locked + now.locked,
    declined: before.declined + now.declined,
    released: before.released + now.released,
    claimed: before.claimed + now.claimed,
    drawn: before.drawn + now.drawn,
    open: now.open,
  };
}
