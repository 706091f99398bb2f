import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { compareDumps, dumpDatabase, emptyDatabase, IN_MEMORY, openDatabase } from '@/lib/db';
import type { FollowerState, NodeState } from '@/lib/domain/api';
import {
  createFollower,
  createNodes,
  type Follower,
  type FollowerLog,
  type FollowerMessage,
  type Nodes,
} from '../..';
import { deployContracts } from '../../testing/deploy-contracts';
import { createFaultProxy } from '../../testing/faults/fault-proxy';
import { createMiner, freshDump, until } from '../../testing/harness';
import { createRandom } from '../../testing/random';
import { startTestChain } from '../../testing/test-chain';

/** A chain on which something happens, and room for two databases: what all tests of a file stand on. */
export async function openGround() {
  const [chain, database, second] = await Promise.all([
    startTestChain(),
    openDatabase({ dataDir: IN_MEMORY }),
    openDatabase({ dataDir: IN_MEMORY }),
  ]);
  const stage = await deployContracts(chain);
  const { mine } = createMiner(chain, stage, createRandom(7));
  await mine(20);
  return {
    chain,
    stage,
    database,
    second,
    mine,
    closeGround: () => Promise.all([chain.stop(), database.close(), second.close()]),
  };
}
export type Ground = Awaited<ReturnType<typeof openGround>>;

type Running = { follower: Follower; nodes: Nodes; told: FollowerMessage[] };

/** What one test works with: an empty database, and two nodes that may be told to be unwell. */
export async function openBench(ground: Ground) {
  const { chain, stage, database, second, mine } = ground;
  const logged: string[] = [];
  const note = (message: string, fields?: object) => logged.push(JSON.stringify({ message, ...fields }));
  const log: FollowerLog = { debug() {}, info: note, warn: note, error: note };
  const open: (() => Promise<unknown> | unknown)[] = [];
  await emptyDatabase(database.db);
  const [one, two] = await Promise.all([
    createFaultProxy({ target: chain.url, seed: 1, hangMs: 20_000 }),
    createFaultProxy({ target: chain.url, seed: 2, hangMs: 20_000 }),
  ]);
  open.push(one.close, two.close);

  return {
    ...ground,
    one,
    two,
    logged,
    /** what is to be ended when the test is over, the last first */
    open,

    async follow(
      rpcUrls: readonly string[],
      { wsUrls }: { wsUrls?: readonly string[] } = {},
    ): Promise<Running> {
      const told: FollowerMessage[] = [];
      const { deployment } = stage;
      const nodes = createNodes({ rpcUrls, ...(wsUrls && { wsUrls }), deployment, log });
      const follower = createFollower({
        database,
        deployment,
        nodes,
        onMessage: (message) => told.push(message),
        log,
      });
      open.push(async () => {
        await follower.stop();
        nodes.close();
      });
      nodes.start();
      await follower.start();
      return { follower, nodes, told };
    },

    /** While blocks keep coming, one after each pause. */
    async untilState(
      follower: Follower,
      holds: (state: FollowerState) => boolean,
      pauseMs = 0,
    ): Promise<FollowerState> {
      await until(
        async () => {
          if (holds(follower.state())) return true;
          await mine(1);
          if (pauseMs > 0) await wait(pauseMs);
          return holds(follower.state());
        },
        () => `never so: ${JSON.stringify(follower.state())}`,
      );
      return follower.state();
    },

    /** of the database from what a fresh one is filled with */
    differences: async () =>
      compareDumps(await dumpDatabase(database.db), await freshDump(second, stage.deployment, chain)),

    async closeBench(): Promise<void> {
      for (const end of open.splice(0).reverse()) await end();
    },
  };
}
export type Bench = Awaited<ReturnType<typeof openBench>>;

export const node = (follower: Follower, index: number): NodeState => {
  const found = follower.state().nodes[index];
  if (!found) throw new Error(`there is no node ${index}`);
  return found;
};

/** Each block once, each on its parent. */
export function requireUnbroken(told: readonly FollowerMessage[]): void {
  const blocks = told.flatMap((message) => (message.type === 'delta' ? [message.block] : []));
  assert.equal(blocks.length, told.length);
  for (const [index, block] of blocks.entries()) {
    if (index > 0) assert.equal(block.parentHash, blocks[index - 1]?.hash);
  }
}
