import { createChainReads } from '@/lib/chain/chain-reads';
import { createChainClient } from '@/lib/chain/clients';
import { DeploymentError, loadDeployment } from '@/lib/chain/deployment';
import type { Env } from '@/lib/chain/env';
import { createFaucet, type Faucet } from '@/lib/chain/faucet';
import { createNames } from '@/lib/chain/names';
import type { Names } from '@/lib/chain/read-names';
import { DirectoryInUseError, openDatabase } from '@/lib/db';
import { createFollower, createNodes, createSharedFollower, type Follower, type Nodes } from '@/lib/follower';
import { createHub, type Hub } from '@/lib/live/server/hub';
import { readDeltasAfter } from '@/lib/queries/live-replay';
import { type LiveSnapshot, readLiveSnapshot } from '@/lib/queries/live-snapshot';
import { read, type Source } from '@/lib/queries/view';
import type { Log } from './log';
import { contractsOf } from './rpc/contracts';
import type { RpcWorld } from './rpc/proxy';
import { httpUpstream } from './rpc/upstream';

/** Everything a request may need, once a process. */
export type Runtime = Source & {
  env: Env;
  nodes: Nodes;
  follower: Follower;
  hub: Hub;
  log: Log;
  /** null on a chain that is not local */
  faucet: Faucet | null;
  names: Names;
  /** what browsers may ask the chain's node through us, and how it is reached */
  rpc: Pick<RpcWorld, 'contracts' | 'upstream'>;
};

/**
 * Opens the database, starts the follower on it and publishes what it takes in. Throws when the deployment file is
 * not usable or the database cannot be opened; a chain node that is gone is the follower's business.
 */
export async function openRuntime(env: Env, log: Log): Promise<Runtime> {
  const deployment = loadDeployment(env.DEPLOYMENT_FILE);
  const database = await openDatabase(
    env.DATABASE_URL ? { url: env.DATABASE_URL } : { dataDir: env.DATA_DIR },
  );
  const nodes = createNodes({ rpcUrls: env.RPC_URL, wsUrls: env.RPC_WS_URL, deployment, log });
  try {
    const client = createChainClient(deployment, env.RPC_URL, nodes.order);
    const hub = createHub({
      log,
      snapshot: (filter) => read<LiveSnapshot>(source, (view) => readLiveSnapshot(view, filter)),
      replay: (point) => readDeltasAfter(database, point),
    });
    const common = { database, deployment, nodes, log, onMessage: hub.publish };
    const follower =
      database.kind === 'pglite'
        ? createFollower(common)
        : createSharedFollower({
            ...common,
            readAfter: (point) => readDeltasAfter(database, point),
            onRestart: hub.restart,
          });
    nodes.onAgreement((agreement) => hub.tell({ type: 'agreement', agreement }));
    // Whoever comes back after a server that was restarted may have heard otherwise.
    hub.tell({ type: 'agreement', agreement: nodes.state().agreement });
    const source: Source = {
      database,
      deployment,
      follower,
      chain: createChainReads(client, deployment),
    };
    nodes.start();
    await follower.start();
    log.info('open', { chainId: deployment.chainId, database: database.kind });
    const faucet = deployment.local ? createFaucet(client, deployment, env.RPC_URL[0]) : null;
    const bestFirst = () => nodes.order().flatMap((index) => env.RPC_URL[index] ?? []);
    const rpc = { contracts: contractsOf(deployment), upstream: httpUpstream(bestFirst) };
    return { ...source, env, nodes, follower, hub, log, faucet, names: createNames(client), rpc };
  } catch (error) {
    nodes.close();
    await database.close();
    throw error;
  }
}

/** Streams first, since they hold connections open; the database last, since the follower writes to it. */
export async function closeRuntime({ hub, nodes, follower, database }: Runtime): Promise<void> {
  hub.close();
  await follower.stop();
  nodes.close();
  await database.close();
}

/** For visitors: paths and addresses stay in the log. */
export function explainFailure(error: unknown): string {
  if (error instanceof DeploymentError) return error.message;
  if (error instanceof DirectoryInUseError) {
    return 'Another process uses the database directory. Stop it, or give this one another DATA_DIR.';
  }
  return 'The database cannot be opened. The reason is in the log.';
}
