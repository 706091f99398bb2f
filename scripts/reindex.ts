import { setTimeout as sleep } from 'node:timers/promises';
import { DeploymentError, loadDeployment } from '@/lib/chain/deployment';
import { EnvError, parseEnv } from '@/lib/chain/env';
import { DirectoryInUseError, emptyDatabase, isBare, openDatabase } from '@/lib/db';
import { createFollower, createNodes, type FollowerLog } from '@/lib/follower';
import { progressLine } from './progress-line';

/**
 * `npm run reindex`: forgets what the database was filled with and fills it anew from the chain, up to its head. Broken
 * off, at whatever moment, the next run goes on where this one was; `-- --anew` begins from nothing all the same.
 */

/** Said without a stack. */
class ReindexError extends Error {}

const LOOK_EVERY_MS = 200;
const silent: FollowerLog = { debug() {}, info() {}, warn() {}, error() {} };

async function main(): Promise<void> {
  const env = parseEnv(process.env);
  const deployment = loadDeployment(env.DEPLOYMENT_FILE);
  const database = await openDatabase(
    env.DATABASE_URL ? { url: env.DATABASE_URL } : { dataDir: env.DATA_DIR },
  );
  const writer = await database.openWriter();
  const nodes = createNodes({ rpcUrls: env.RPC_URL, wsUrls: env.RPC_WS_URL, deployment, log: silent });
  const follower = createFollower({ database, writer, deployment, nodes, onMessage() {}, log: silent });
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  try {
    if (!(await writer.tryLead())) {
      throw new ReindexError('Another process follows the chain into this database. Stop it first.');
    }
    // What an unfinished filling has taken down tells that there is one.
    const goesOn = (await isBare(database.db)) && !process.argv.includes('--anew');
    if (!goesOn) await emptyDatabase(database.db);
    console.log(goesOn ? 'Going on where the last run was.' : 'Filling the database anew.');
    nodes.start();
    await follower.start();
    await showUntilLevel(stopping.signal);
  } finally {
    await follower.stop();
    nodes.close();
    await writer.close();
    await database.close();
  }

  async function showUntilLevel(signal: AbortSignal): Promise<void> {
    const began = Date.now();
    let said = '';
    for (;;) {
      const { status, head, chainHead, lastError } = follower.state();
      const block = head?.number ?? deployment.startBlock - 1;
      const line =
        status === 'stalled'
          ? `Waiting: ${lastError}`
          : progressLine({ first: deployment.startBlock, block, last: chainHead ?? block });
      // A terminal shows one line that changes; elsewhere each tenth of the way is a line of its own.
      if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${line}`);
      else if (milestone(line) !== said) console.log(line);
      said = milestone(line);
      if (status === 'live') break;
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
      if (signal.aborted) throw new ReindexError(`\nStopped at block ${block}. Run it again to go on.`);
    }
    console.log(`\nDone in ${((Date.now() - began) / 1_000).toFixed(1)} s.`);
  }
}

const milestone = (line: string): string => line.replace(/(\d)\d? %.*$/, '$1');

main().catch((error: unknown) => {
  const expected = [ReindexError, EnvError, DeploymentError, DirectoryInUseError];
  console.error(
    error instanceof Error && expected.some((kind) => error instanceof kind) ? error.message : error,
  );
  process.exit(1);
});
