import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Anvil, startAnvil } from '@/devnet/anvil';
import { syncClock } from '@/devnet/chain';
import { type Child, startChild as startProcess } from '@/devnet/child';
import { writeDeploymentFile } from '@/devnet/deployment-file';
import type { Deployment } from '@/lib/domain/api';
import { freePort } from '@/lib/testing/free-port';
import { type Chain, startChain } from './chain';

/** A chain, the built app on it, and a directory for its data: everything a person would have, on free ports. */
export type Stack = {
  chain: Chain;
  deployment: Deployment;
  deploymentFile: string;
  baseUrl: string;
  anvil: () => Anvil;
  app: () => Child;
  /** one more server with the same settings, on a port of its own: with `DATABASE_URL` they share the work */
  addApp(): Promise<{ baseUrl: string; app: Child }>;
  /** the app alone: ended, and started again on the same port and data */
  stopApp(): Promise<void>;
  startApp(): Promise<void>;
  /** the node alone: ended with its chain saved, and started again from there on the same port */
  stopNode(): Promise<void>;
  startNode(): Promise<void>;
  stop(): Promise<void>;
};

const READY_TIMEOUT_MS = 60_000;

type Settings = Record<string, string>;

/**
 * Starts it and waits until it is ready. Needs `next build` before. `settings` are the app's, on top of the usual; a
 * function is told of the node that they are for.
 */
export async function startStack(
  settings: Settings | ((node: Anvil) => Promise<Settings>) = {},
): Promise<Stack> {
  const root = process.cwd();
  if (!existsSync(join(root, '.next', 'BUILD_ID'))) throw new Error('The app is not built: npm run build');
  const directory = await mkdtemp(join(tmpdir(), 'ampledge-e2e-'));
  const started = await startChain();
  const { deployment, chain } = started;
  let { anvil } = started;
  const deploymentFile = join(directory, 'deployment.json');
  const stateFile = join(directory, 'chain.json');
  writeDeploymentFile(deploymentFile, deployment);
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const nodePort = anvil.port;
  const env = {
    ...process.env,
    NODE_ENV: 'production' as const,
    RPC_URL: anvil.rpcUrl,
    DEPLOYMENT_FILE: deploymentFile,
    DATA_DIR: join(directory, 'db'),
    DATABASE_URL: '',
    LOG_LEVEL: 'warn',
    ...(typeof settings === 'function' ? await settings(anvil) : settings),
  };
  const launch = (onPort = port) =>
    startProcess(
      'app',
      process.execPath,
      [join(root, 'server.mjs'), '--port', String(onPort), '--hostname', '127.0.0.1'],
      { cwd: root, env, logFile: process.env.E2E_LOG },
    );
  let app = await launch();
  const others: Child[] = [];
  const stack: Stack = {
    chain,
    deployment,
    deploymentFile,
    baseUrl,
    anvil: () => anvil,
    app: () => app,
    async addApp() {
      const otherPort = await freePort();
      const other = { baseUrl: `http://127.0.0.1:${otherPort}`, app: await launch(otherPort) };
      others.push(other.app);
      await ready(other.baseUrl, other.app);
      return other;
    },
    stopApp: () => app.stop(),
    async startApp() {
      app = await launch();
      await ready(baseUrl, app);
    },
    async stopNode() {
      await anvil.setMining('manual');
      await anvil.saveState(stateFile);
      await anvil.stop();
    },
    async startNode() {
      anvil = await startAnvil({
        port: nodePort,
        loadState: stateFile,
        genesisTimestamp: started.genesisTimestamp,
      });
      // Its clock would begin anew at the genesis, before the blocks that there are.
      await syncClock({ rpc: chain.rpc, head: async () => ({ timestamp: await chain.now() }) });
      await anvil.setMining(1);
    },
    async stop() {
      await Promise.all([app, ...others].map((one) => one.stop()));
      await anvil.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
  try {
    await ready(baseUrl, app);
  } catch (error) {
    await stack.stop();
    throw error;
  }
  return stack;
}

/** Waits for `/api/health/ready`. Throws with the app's last words when it ends or takes too long. */
async function ready(baseUrl: string, app: Child): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline && app.running()) {
    const response = await fetch(`${baseUrl}/api/health/ready`).catch(() => null);
    if (response?.status === 200) return;
    await sleep(200);
  }
  throw new Error(`The app is not ready.\n${app.lastLines()}`);
}
