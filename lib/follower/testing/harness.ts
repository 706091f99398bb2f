import { type Database, type Dump, dumpDatabase, emptyDatabase } from '@/lib/db';
import type { Deployment } from '@/lib/domain/api';
import { createFollower, createNodes, type Follower, type FollowerLog, type FollowerMessage } from '..';
import type { Stage } from './deploy-contracts';
import type { Random } from './random';
import type { TestChain } from './test-chain';
import { createTraffic } from './traffic';

export const silent: FollowerLog = { debug() {}, info() {}, warn() {}, error() {} };

/** Polls until it holds; throws with `what` after `timeoutMs`. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: () => string,
  timeoutMs = 20_000,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Until the follower has the chain's newest block, by its hash. */
export async function untilLevel(follower: Follower, chain: TestChain, timeoutMs?: number): Promise<void> {
  await until(
    async () => {
      const latest = await chain.client.getBlock();
      return follower.state().head?.hash === latest.hash && follower.state().status === 'live';
    },
    () => `the follower is not level: ${JSON.stringify(follower.state())}`,
    timeoutMs,
  );
}

/** A follower with nodes of its own, which end with it. */
export function follow(
  database: Database,
  deployment: Deployment,
  rpcUrl: string | readonly string[],
  onMessage: (message: FollowerMessage) => void = () => {},
  auditEvery?: number,
): Follower {
  const rpcUrls = typeof rpcUrl === 'string' ? [rpcUrl] : rpcUrl;
  const nodes = createNodes({ rpcUrls, deployment, log: silent });
  const follower = createFollower({
    database,
    deployment,
    nodes,
    onMessage,
    log: silent,
    ...(auditEvery === undefined ? {} : { auditEvery }),
  });
  return {
    ...follower,
    async start() {
      nodes.start();
      await follower.start();
    },
    async stop() {
      await follower.stop();
      nodes.close();
    },
  };
}

/** What a database holds that is filled from nothing, up to the chain's head. The chain must stand still. */
export async function freshDump(
  database: Database,
  deployment: Deployment,
  chain: TestChain,
  timeoutMs?: number,
): Promise<Dump> {
  await emptyDatabase(database.db);
  const follower = follow(database, deployment, chain.url);
  await follower.start();
  try {
    await untilLevel(follower, chain, timeoutMs);
  } finally {
    await follower.stop();
  }
  return dumpDatabase(database.db);
}

/** Random deeds in the node's queue, and blocks of them. */
export function createMiner(chain: TestChain, stage: Stage, random: Random) {
  const traffic = createTraffic(chain, stage, random);
  const queueDeeds = async (count: number): Promise<void> => {
    const { timestamp } = await chain.client.getBlock();
    await traffic.queueDeeds(count, Number(timestamp));
  };
  const mine = async (blocks: number, deedsPerBlock = 5): Promise<void> => {
    for (let i = 0; i < blocks; i += 1) {
      await queueDeeds(random.between(0, deedsPerBlock * 2));
      await chain.mine();
    }
  };
  return { mine, queueDeeds };
}
