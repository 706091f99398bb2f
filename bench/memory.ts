import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeDeploymentFile } from '@/devnet/deployment-file';
import { hasPostgres, startPostgres } from '@/lib/db/testing/postgres-server';
import { historyIntervals } from '@/lib/domain/api';
import { openBenchChain } from './chain/open-chain';
import { type BenchServer, startServer } from './server/start-server';
import { judge } from './verdict';

/**
 * What the production server takes of memory: while it fills an empty database from a chain of a hundred thousand
 * events, and at rest, when that is done and every page and route has been asked for. On PostgreSQL, and with the
 * embedded database, whose figures the README states.
 *
 *   npm run build && npm run bench:memory [postgres|embedded]
 */
const [only] = process.argv.slice(2);
const GOAL_MB = { rest: 250, backfill: 450 };
const BACKFILL_TIMEOUT_MS = 10 * 60_000;
const ROUNDS_OF_WARMING = 20;
/** Until what was garbage has been given back: V8 looks for it when little has happened for long, or after 100 seconds. */
const REST_MS = 120_000;

const directory = mkdtempSync(join(tmpdir(), 'ampledge-memory-'));
const deploymentFile = join(directory, 'deployment.json');
const bench = await openBenchChain();
try {
  writeDeploymentFile(deploymentFile, bench.deployment);
  if (only !== 'embedded' && hasPostgres) {
    const postgres = await startPostgres();
    try {
      const { backfill, rest } = await measure('PostgreSQL', { DATABASE_URL: postgres.url });
      judge({
        what: 'memory at rest, on PostgreSQL',
        figure: rest,
        goal: GOAL_MB.rest,
        better: 'less',
        unit: 'MB',
      });
      judge({
        what: 'most memory during a backfill, on PostgreSQL',
        figure: backfill,
        goal: GOAL_MB.backfill,
        better: 'less',
        unit: 'MB',
      });
    } finally {
      await postgres.stop();
    }
  }
  if (only !== 'postgres') {
    await measure('embedded database', { DATABASE_URL: '', DATA_DIR: join(directory, 'db') });
  }
} finally {
  await bench.stop();
  rmSync(directory, { recursive: true, force: true });
}

async function measure(
  name: string,
  settings: Record<string, string>,
): Promise<{ backfill: number; rest: number }> {
  const server = await startServer({
    ...settings,
    DEPLOYMENT_FILE: deploymentFile,
    RPC_URL: bench.chain.url,
    TRUST_PROXY: '1',
  });
  try {
    await untilReady(server);
    // The highest that the kernel has seen since the process began, not only what a sample met.
    const backfill = megabytes(server.pid, 'VmHWM');
    const known = await warmUp(server);
    await sleep(REST_MS);
    const rest = megabytes(server.pid, 'VmRSS');
    console.log(
      `${name}: ${Math.round(backfill)} MB at the most while ${bench.transfers.toLocaleString('en-US')} events were taken in, ` +
        `${Math.round(rest)} MB at rest after ${known} addresses were asked for`,
    );
    return { backfill, rest };
  } finally {
    await server.stop();
  }
}

async function untilReady({ baseUrl }: BenchServer): Promise<void> {
  const end = Date.now() + BACKFILL_TIMEOUT_MS;
  while (Date.now() < end) {
    if ((await fetch(`${baseUrl}/api/health/ready`)).ok) return;
    await sleep(500);
  }
  throw new Error('The backfill takes too long.');
}

/** Asks for every page and every route, some times over; returns how many there are. */
async function warmUp({ baseUrl }: BenchServer): Promise<number> {
  const [account = ''] = Object.keys(bench.deployment.labels);
  const get = async (path: string): Promise<string> => {
    const client = `10.0.0.${Math.floor(Math.random() * 250)}`;
    const response = await fetch(baseUrl + path, { headers: { 'x-forwarded-for': client } });
    const body = await response.text();
    if (response.status >= 500) throw new Error(`${path} answered ${response.status}`);
    return body;
  };
  const { pools } = JSON.parse(await get('/api/pools')) as { pools: { pool: { id: string } }[] };
  const { locks } = JSON.parse(await get('/api/locks?limit=1')) as {
    locks: { paymentId: string; merchant: string }[];
  };
  const payments = locks.map(({ paymentId }) => paymentId);
  const holders = [account || bench.deployment.collateralPool, ...locks.map(({ merchant }) => merchant)];
  const paths = [
    ...['/', '/stake', '/locks', '/merchants', '/admin', '/account'],
    ...['/api/pools', '/api/locks', '/api/merchants', '/api/admin', '/api/metrics', '/api/openapi.json'],
    ...historyIntervals.map((interval) => `/api/pools/all/history?interval=${interval}`),
    ...pools.flatMap(({ pool: { id } }) => [`/api/pools/${id}`, `/api/pools/${id}/history`]),
    ...payments.flatMap((id) => [`/api/payments/${id}`, `/payments/${id}`]),
    ...holders.flatMap((address) => [
      `/api/accounts/${address}`,
      `/account/${address}`,
      `/api/merchants/${address}/payments`,
      `/merchants/${address}`,
    ]),
  ];
  for (let round = 0; round < ROUNDS_OF_WARMING; round += 1) for (const path of paths) await get(path);
  return paths.length;
}

/** Of a process, as the kernel counts; in millions of bytes. */
function megabytes(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = new RegExp(`${field}:\\s+(\\d+) kB`).exec(status)?.[1];
  return (Number(kilobytes ?? Number.NaN) * 1024) / 1e6;
}
