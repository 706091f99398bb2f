import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDeploymentFile } from '@/devnet/deployment-file';
import { startPostgres } from '@/lib/db/testing/postgres-server';
import { deployment, openFilled } from './grows/fill';
import { requestsPerSecond } from './server/load';
import { type BenchServer, startServer } from './server/start-server';
import { judge, median } from './verdict';

/**
 * What `/api/pools` costs beside a route that does nothing, in the same server: they take turns, each from clients that
 * no limit holds back. The figure is the median of the rounds' ratios, each of two turns that follow one another: a machine
 * may be twice as fast a minute later. Makes a build of its own, since the empty route must not ship.
 *
 *   npm run bench:routes [rounds]
 */
const ROUNDS = Number(process.argv[2] ?? 9);
const SECONDS = 3;
const GOAL = 0.8;

process.env.BENCH_BUILD = '1';
copyFileSync('tsconfig.json', 'tsconfig.bench.json');
const built = spawnSync('npx', ['next', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
rmSync('tsconfig.bench.json');
if (built.status !== 0) throw new Error('The build failed.');

const directory = mkdtempSync(join(tmpdir(), 'ampledge-routes-'));
const postgres = await startPostgres();
let server: BenchServer | undefined;
try {
  const name = 'routes';
  const database = await openFilled(postgres.url, name, { locks: 10_000, accounts: 1_000 });
  await database.close();
  const deploymentFile = join(directory, 'deployment.json');
  writeDeploymentFile(deploymentFile, deployment);
  server = await startServer({
    DATABASE_URL: postgres.url.replace(/[^/]+$/, name),
    DEPLOYMENT_FILE: deploymentFile,
    // Nobody listens there: what is stored is served without it.
    RPC_URL: 'http://127.0.0.1:9',
    LOG_LEVEL: 'silent',
    TRUST_PROXY: '1',
  });
  const { port } = server;
  let client = 0;
  const asSomebody = () => {
    client += 1;
    return `x-forwarded-for: 10.${(client >> 16) & 255}.${(client >> 8) & 255}.${client & 255}\r\n`;
  };
  const run = (path: string, seconds = SECONDS) => requestsPerSecond({ port, path, seconds }, asSomebody);
  const rounds: { empty: number; pools: number }[] = [];
  await run('/api/empty', 3);
  await run('/api/pools', 3);
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({ empty: await run('/api/empty'), pools: await run('/api/pools') });
  }
  const empty = median(rounds.map((round) => round.empty));
  const pools = median(rounds.map((round) => round.pools));
  const body = await (await fetch(`${server.baseUrl}/api/pools`)).text();
  console.log(
    `empty route ${Math.round(empty)} requests/s, /api/pools (${body.length} bytes) ${Math.round(pools)} requests/s`,
  );
  judge({
    what: 'requests a second, /api/pools to an empty route',
    figure: median(rounds.map((round) => round.pools / round.empty)),
    goal: GOAL,
    better: 'more',
    unit: 'times',
  });
} finally {
  await server?.stop();
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
}
