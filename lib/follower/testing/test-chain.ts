import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createPublicClient, http, type PublicClient, toHex } from 'viem';
import type { Hex } from '@/lib/domain/codecs';
import { freePort } from '@/lib/testing/free-port';

/** A chain node of a test's own, on a port nobody uses. */
export type TestChain = {
  url: string;
  port: number;
  client: PublicClient;
  /** any method of the node */
  call: (method: string, params?: readonly unknown[]) => Promise<unknown>;
  /** mines what waits, into one block */
  mine: () => Promise<void>;
  height: () => Promise<number>;
  /** Replaces the last `depth` blocks, all of them, by empty ones but for a payment of a wei in the first. */
  reorg: (depth: number) => Promise<void>;
  stop: () => Promise<void>;
};

/** Blocks come only when a test mines; each is `secondsPerBlock` after the last on the chain's clock. */
export async function startTestChain({
  port,
  secondsPerBlock = 2,
  accounts = 30,
  nodeArgs = [],
}: {
  port?: number;
  secondsPerBlock?: number;
  /** that the node funds and signs for */
  accounts?: number;
  /** what else anvil is started with */
  nodeArgs?: readonly string[];
} = {}) {
  const used = port ?? (await freePort());
  const args = ['--silent', '--no-mining', '--slots-in-an-epoch', '4', '--hardfork', 'prague', ...nodeArgs];
  const node = spawn(
    join('node_modules', '.bin', 'anvil'),
    ['--port', String(used), '--accounts', String(accounts), ...args],
    // The binary is a child of its launcher: a group of their own lets both be ended.
    { stdio: 'ignore', detached: true },
  );
  const kill = () => killGroup(node);
  process.once('exit', kill);
  const url = `http://127.0.0.1:${used}`;
  const client = createPublicClient({
    transport: http(url, { retryCount: 0 }),
    pollingInterval: 50,
    cacheTime: 0,
  });
  const request = client.request as (args: {
    method: string;
    params: readonly unknown[];
  }) => Promise<unknown>; // anvil's own methods are not in viem's list
  const call: TestChain['call'] = (method, params = []) => request({ method, params });
  await untilUp(node, client).catch((error) => {
    kill();
    throw error;
  });
  await call('anvil_setBlockTimestampInterval', [secondsPerBlock]);
  let reorgs = 0;
  const chain: TestChain = {
    url,
    port: used,
    client,
    call,
    mine: async () => void (await call('evm_mine')),
    async reorg(depth) {
      // Without it, an empty block that is mined again is the same block: the reorg would be less deep than asked for.
      reorgs += 1;
      const [from] = await accountsOf(chain);
      const payment = { from, to: from, value: toHex(reorgs) };
      await call('anvil_reorg', [depth, [[payment, 0]]]);
    },
    height: async () => Number(await client.getBlockNumber()),
    stop: async () => {
      process.off('exit', kill);
      await stopped(node);
    },
  };
  return chain;
}

async function untilUp(node: ChildProcess, client: PublicClient): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (node.exitCode !== null) throw new Error(`the chain node ended with code ${node.exitCode}`);
    try {
      await client.getChainId();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error('the chain node did not start within 30 seconds');
}

async function stopped(node: ChildProcess): Promise<void> {
  if (node.exitCode !== null || node.signalCode !== null) return;
  const exit = once(node, 'exit');
  killGroup(node);
  await exit;
}

function killGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Addresses of the node's own accounts, lower case; it signs for them. */
export async function accountsOf(chain: TestChain): Promise<[Hex, ...Hex[]]> {
  const [first, ...others] = (await chain.call('eth_accounts')) as Hex[]; // the node answers addresses
  if (!first) throw new Error('the chain node has no accounts');
  return [first, ...others];
}
