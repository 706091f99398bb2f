import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Child, startChild } from '@/devnet/child';
import { readDeploymentFile } from '@/devnet/deployment-file';
import { freePort } from '@/lib/testing/free-port';
import { type Contender, type Race, root, TIMEOUT_MS } from './contender';

/**
 * Ponder with the same two tables, from `bench/ponder`, a package of its own that nothing but this installs: it needs
 * a newer Node than we do, which comes with it.
 */
const home = join(root, 'bench', 'ponder');
const SCHEMA = 'bench';
const LOOK_EVERY_MS = 50;

/** @param nodes how many times Ponder is given the node's address: each has a limit of requests of its own */
export function ponderContender({
  key,
  name,
  nodes,
}: Pick<Contender, 'key' | 'name'> & { nodes: number }): Contender {
  return {
    key,
    name,
    tables: {
      transfers: `select block, log_index, from_partition, to_partition, from_account, to_account, value from ${SCHEMA}.transfers`,
      balances: `select partition, account, amount from ${SCHEMA}.balances`,
    },
    async run(race) {
      installPonder();
      const child = await startPonder(
        race,
        Array.from({ length: nodes }, () => race.rpcUrl),
      );
      try {
        const { start, level } = await backfilled(child, race.logFile);
        return level - start;
      } finally {
        await child.stop();
      }
    },
  };
}

/** What is in its lock file, once. Throws with npm's words when that fails. */
export function installPonder(): void {
  if (existsSync(join(home, 'node_modules', 'ponder', 'package.json'))) return;
  console.log('installing Ponder in bench/ponder, once');
  const { status, stderr } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: home,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`Ponder cannot be installed.\n${stderr}`);
}

type Ponder = Pick<Race, 'databaseUrl' | 'deploymentFile' | 'logFile'>;

/** @param env what else its configuration reads */
export async function startPonder(
  { databaseUrl, deploymentFile, logFile }: Ponder,
  rpcUrls: readonly string[],
  env: Record<string, string> = {},
): Promise<Child> {
  const deployment = readDeploymentFile(deploymentFile);
  if (!deployment) throw new Error(`there is no ${deploymentFile}`);
  const bin = join(home, 'node_modules');
  const args = ['start', '--schema', SCHEMA, '--log-format', 'json', '--port', String(await freePort())];
  return startChild(
    'Ponder',
    join(bin, '.bin', 'node'),
    [join(bin, 'ponder', 'dist', 'esm', 'bin', 'ponder.js'), ...args],
    {
      cwd: home,
      logFile,
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        RPC_URLS: rpcUrls.join(','),
        AMP: deployment.amp,
        CHAIN_ID: String(deployment.chainId),
        START_BLOCK: String(deployment.startBlock),
        PONDER_TELEMETRY_DISABLED: 'true',
        ...env,
      },
    },
  );
}

const line = z.object({ time: z.number(), msg: z.string() });

/** Waits until it says that all history is in its tables. Times are its own: of its first question, and of that line. */
export async function backfilled(child: Child, logFile: string): Promise<{ start: number; level: number }> {
  const deadline = Date.now() + TIMEOUT_MS;
  while (child.running() && Date.now() < deadline) {
    const said = existsSync(logFile) ? linesOf(readFileSync(logFile, 'utf8')) : [];
    const start = said.find(({ msg }) => msg.startsWith('Started backfill indexing'))?.time;
    const level = said.find(({ msg }) => msg.startsWith('Completed backfill indexing'))?.time;
    if (start !== undefined && level !== undefined) return { start, level };
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`Ponder did not get to the head.\n${child.lastLines()}`);
}

/** Its own lines; Node's warnings stand between them. */
const linesOf = (text: string): z.infer<typeof line>[] =>
  text
    .split('\n')
    .filter((one) => one.startsWith('{') && one.endsWith('}'))
    .map((one) => line.parse(JSON.parse(one)));
