import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AnvilDidNotStart } from '@/devnet/anvil';
import { CannotDeploy } from '@/devnet/cannot-deploy';
import { ChainInUse, claimChain } from '@/devnet/chain-store';
import { type Child, startChild } from '@/devnet/child';
import { type LocalChain, startLocalChain } from '@/devnet/local-chain';
import { type DataPaths, dataPaths } from '@/devnet/paths';
import { createTraffic } from '@/devnet/traffic';
import { exitOnSignals, obituary, untilStopped } from '@/devnet/until-stopped';
import { isPortFree } from '@/lib/testing/free-port';
import { BuildFailed, ensureBuild } from './demo-build';
import { endLeftovers, forgetChildren, noteChildren } from './demo-leftovers';

/** `npm run demo`: a local chain with a past, live payments, and the app on top, until Ctrl-C. */

/** Said without a stack. */
class DemoError extends Error {}

const READY_TIMEOUT_MS = 5 * 60_000;
const began = Date.now();
const say = (line: string): void =>
  console.log(`${((Date.now() - began) / 1_000).toFixed(0).padStart(4)} s  ${line}`);

function readPort(): number {
  const text = process.env.PORT || '3000';
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new DemoError(`PORT must be a number of 1 to 65535, not "${text}".`);
  }
  return port;
}

function startApp(paths: DataPaths, port: number, { rpcUrl }: LocalChain): Promise<Child> {
  // The app lives on this chain and its own embedded database, whatever the shell is set up for.
  const { PORT: _port, DATABASE_URL: _database, ...inherited } = process.env;
  return startChild('app', 'sh', [join(paths.root, 'scripts', 'start.sh'), '--port', String(port)], {
    cwd: paths.root,
    env: {
      ...inherited,
      NODE_ENV: 'production',
      RPC_URL: rpcUrl,
      RPC_WS_URL: rpcUrl.replace('http:', 'ws:'),
      DEPLOYMENT_FILE: paths.deploymentFile,
      DATA_DIR: paths.database,
    },
    logFile: join(paths.logs, 'app.log'),
  });
}

async function untilReady(address: string, app: Child): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (app.running()) {
    const status = await fetch(`${address}/api/health/ready`).then(
      (response) => response.status,
      () => null,
    );
    if (status === 200) return;
    if (Date.now() > deadline)
      throw new DemoError(`The app is not ready after five minutes.\n${app.lastLines()}`);
    await sleep(200);
  }
  throw new DemoError(`The app ended before it was ready.\n${app.lastLines()}`);
}

async function main(): Promise<void> {
  const port = readPort();
  const paths = dataPaths();
  const stayAlive = exitOnSignals();
  // A demo that is running has not left anything: then this is refused, and nothing of it touched.
  claimChain(paths)();
  await endLeftovers(paths, say);
  if (!(await isPortFree(port))) {
    throw new DemoError(
      `Port ${port} is taken by another program. Stop it, or choose another port: PORT=3001 npm run demo`,
    );
  }

  say('starting the local chain, and building the app where that is needed');
  // The first start is long: the past is written while the app is built.
  const [local] = await Promise.all([startLocalChain({ paths, log: say }), ensureBuild(paths, say)]);
  const traffic = createTraffic({ rpcUrl: local.rpcUrl, deployment: local.deployment, log: say });
  traffic.start();
  const app = await startApp(paths, port, local);
  noteChildren(paths, [
    { child: app, mark: 'ampledge-server' },
    { child: local.anvil.child, mark: 'anvil' },
  ]);
  stayAlive();
  const over = untilStopped([{ name: 'chain', ...local.anvil }, app]);
  const address = `http://localhost:${port}`;

  const outcome = await Promise.race([
    over.then((ended) => ({ kind: 'over' as const, ended })),
    untilReady(address, app).then(
      () => ({ kind: 'ready' as const }),
      (error: unknown) => ({ kind: 'failed' as const, error }),
    ),
  ]);
  if (outcome.kind === 'ready') {
    say(`ready: ${address}`);
    say(`chain node at ${local.rpcUrl}; logs in ${paths.logs}; Ctrl-C stops everything and keeps the chain`);
  }
  const ended = outcome.kind === 'failed' ? null : await over;
  if (ended) say(`${await obituary(ended)}\nSo the rest ends too.`);
  else say('stopping');
  await app.stop();
  await traffic.stop();
  await local.stop();
  forgetChildren(paths);
  if (outcome.kind === 'failed') throw outcome.error;
  if (ended) process.exitCode = 1;
  say('stopped');
}

const expected = [DemoError, BuildFailed, ChainInUse, AnvilDidNotStart, CannotDeploy];

main().catch((error: unknown) => {
  if (error instanceof Error && expected.some((kind) => error instanceof kind)) console.error(error.message);
  else console.error(error);
  // Ends what is still running of ours, too.
  process.exit(1);
});
