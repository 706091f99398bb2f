import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, startChild } from '@/devnet/child';
import type { Mark } from './child-says';

export type Race = {
  rpcUrl: string;
  /** of a database with nothing in it */
  databaseUrl: string;
  /** a file that tells of the contracts on the chain */
  deploymentFile: string;
  /** the chain's newest block, which is where the race ends */
  head: number;
  /** where what it prints is kept */
  logFile: string;
};

export type Contender = {
  /** by which it is chosen on the command line */
  key: string;
  name: string;
  /** Fills the database to the head; returns the milliseconds from its first request to then. */
  run: (race: Race) => Promise<number>;
  /**
   * Its two tables, each as a query: of transfers `block, log_index, from_partition, to_partition, from_account,
   * to_account, value`, of balances `partition, account, amount`.
   */
  tables: { transfers: string; balances: string };
};

export const root = resolve(import.meta.dirname, '..', '..');
export const TIMEOUT_MS = 300_000;

/** Lets a process of ours run to its end and returns what it printed. Throws when it fails or takes too long. */
export async function outputOf(child: Child, logFile: string): Promise<string> {
  const late = new AbortController();
  const ended = await Promise.race([
    child.exited,
    sleep(TIMEOUT_MS, null, { signal: late.signal }).catch(() => null),
  ]);
  late.abort();
  await child.stop();
  if (ended?.code !== 0) throw new Error(`${child.name} did not end well.\n${child.lastLines()}`);
  return readFileSync(logFile, 'utf8');
}

/** A contender that is a script of ours: it is told the race, and says when it starts and when it is level. */
export function scriptContender(
  script: string,
  { key, name, tables }: Pick<Contender, 'key' | 'name' | 'tables'>,
): Contender {
  return {
    key,
    name,
    tables,
    async run({ rpcUrl, databaseUrl, deploymentFile, head, logFile }) {
      const args = [join('bench', 'backfill', script), rpcUrl, databaseUrl, deploymentFile, String(head)];
      const child = await startChild(name, process.execPath, ['--import', 'tsx', ...args], {
        cwd: root,
        logFile,
      });
      const said = await outputOf(child, logFile);
      return markIn(said, 'level') - markIn(said, 'start');
    },
  };
}

function markIn(output: string, mark: Mark): number {
  const at = new RegExp(`^${mark} (\\d+)$`, 'm').exec(output)?.[1];
  if (at === undefined) throw new Error(`a contender did not say "${mark}":\n${output}`);
  return Number(at);
}
