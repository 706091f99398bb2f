import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, startChild } from '@/devnet/child';
import { writeDeploymentFile } from '@/devnet/deployment-file';
import { startPostgres } from '@/lib/db/testing/postgres-server';
import { startTestChain } from '@/lib/follower/testing/test-chain';
import { freePort } from '@/lib/testing/free-port';
import { beginStory, type QueuedBlock, SECONDS_PER_BLOCK, STORY_NODE_ARGS } from '../chain/story';

const ACCOUNTS = 320;
const SEED = 20_260_102;
/** Between two blocks, once the first has arrived everywhere: at random, or a poll would be in step with them. */
const PAUSE_MS = { least: 40, most: 900 };
const READY_TIMEOUT_MS = 60_000;

export type MinedBlock = QueuedBlock & { number: number };

/** A node, a story on it, and a PostgreSQL: what any follower needs. */
export type FreshStage = {
  rpcUrl: string;
  databaseUrl: string;
  deploymentFile: string;
  /** for files of a run */
  directory: string;
  /** Mines the story's next block, at an irregular time. */
  nextBlock: () => Promise<MinedBlock>;
  stop: () => Promise<void>;
};

export async function startFreshStage(): Promise<FreshStage> {
  const directory = mkdtempSync(join(tmpdir(), 'ampledge-fresh-'));
  const postgres = await startPostgres();
  const chain = await startTestChain({
    secondsPerBlock: SECONDS_PER_BLOCK,
    accounts: ACCOUNTS,
    nodeArgs: STORY_NODE_ARGS,
  });
  const story = await beginStory(chain, { seed: SEED, pools: true });
  const deploymentFile = join(directory, 'deployment.json');
  writeDeploymentFile(deploymentFile, story.stage.deployment);
  return {
    rpcUrl: chain.url,
    databaseUrl: postgres.url,
    deploymentFile,
    directory,
    async nextBlock() {
      const number = (await chain.height()) + 1;
      const queued = await story.queueBlock();
      await sleep(PAUSE_MS.least + Math.random() * (PAUSE_MS.most - PAUSE_MS.least));
      await chain.mine();
      return { ...queued, number };
    },
    async stop() {
      await chain.stop();
      await postgres.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

const root = resolve(import.meta.dirname, '..', '..');

/** The built app, as it runs in production. Needs `next build` before. */
export async function startApp(stage: FreshStage): Promise<{ baseUrl: string; app: Child }> {
  if (!existsSync(join(root, '.next', 'BUILD_ID'))) throw new Error('The app is not built: npm run build');
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const app = await startChild(
    'app',
    'sh',
    [join(root, 'scripts', 'start.sh'), '--port', String(port), '--hostname', '127.0.0.1'],
    {
      cwd: root,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        RPC_URL: stage.rpcUrl,
        RPC_WS_URL: stage.rpcUrl.replace(/^http/, 'ws'),
        DEPLOYMENT_FILE: stage.deploymentFile,
        DATABASE_URL: stage.databaseUrl,
        LOG_LEVEL: 'warn',
      },
    },
  );
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (Date.now() < deadline && app.running()) {
    const response = await fetch(`${baseUrl}/api/health/ready`).catch(() => null);
    if (response?.status === 200) return { baseUrl, app };
    await sleep(200);
  }
  await app.stop();
  throw new Error(`The app is not ready.\n${app.lastLines()}`);
}
