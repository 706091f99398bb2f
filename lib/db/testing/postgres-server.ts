import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from '@/lib/testing/free-port';

export type PostgresServer = { url: string; stop: () => Promise<void> };

/** Where a machine has it: tests on PostgreSQL run there, and are marked as skipped elsewhere. */
export const hasPostgres = ((): boolean => {
  try {
    execFileSync('initdb', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/**
 * A PostgreSQL of a test's own, in a temporary directory. Root may not run it, so it runs as `postgres` then.
 * @param settings by their names, where they are not to be PostgreSQL's own
 */
export async function startPostgres(settings: Record<string, string> = {}): Promise<PostgresServer> {
  const directory = mkdtempSync(join(tmpdir(), 'ampledge-postgres-'));
  const asRoot = process.getuid?.() === 0;
  if (asRoot) {
    const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
    chownSync(directory, idOf('-u'), idOf('-g'));
    chmodSync(directory, 0o700);
  }
  const command = (program: string, args: string[]): [string, string[]] =>
    asRoot ? ['runuser', ['-u', 'postgres', '--', program, ...args]] : [program, args];

  const initArgs = ['-D', directory, '-U', 'postgres', '--auth', 'trust', '--no-sync', '-E', 'UTF8'];
  execFileSync(...command('initdb', initArgs), { stdio: 'ignore', cwd: directory });
  const port = await freePort();
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: directory,
    fsync: 'off',
    ...settings,
  };
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(...command('postgres', ['-D', directory, '-p', String(port), ...options]), {
    stdio: 'ignore',
    cwd: directory,
    detached: true,
  });
  const kill = () => {
    try {
      if (server.pid !== undefined) process.kill(-server.pid, 'SIGQUIT');
    } catch {
      // It has ended by itself.
    }
  };
  process.once('exit', kill);
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  await untilUp(url);
  return {
    url,
    async stop() {
      process.off('exit', kill);
      const exit = once(server, 'exit');
      kill();
      await exit;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function untilUp(connectionString: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const client = new Client({ connectionString });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
