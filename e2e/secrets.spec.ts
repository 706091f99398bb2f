import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { startChild } from '@/devnet/child';
import { freePort } from '@/lib/testing/free-port';
import { deploymentFile } from './support/fixtures';

/** A server whose database and node are out of reach says so, again and again, and never with what opens their doors. */
const SECRETS = [
  'Tr0ub4dor-and-3',
  'node-key-0123456789abcdef',
  'query-key-98765',
  '59c6995e998f97a5a0044966f0945389',
];
const [password, nodeKey, queryKey, privateKey] = SECRETS;

test('neither the log nor an answer holds a secret of the environment', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'ampledge-secrets-'));
  const logFile = join(directory, 'log');
  const port = await freePort();
  const app = await startChild(
    'app',
    process.execPath,
    ['server.mjs', '--port', String(port), '--hostname', '127.0.0.1'],
    {
      cwd: process.cwd(),
      logFile,
      env: {
        ...process.env,
        LOG_LEVEL: 'debug',
        DEPLOYMENT_FILE: deploymentFile(),
        DATABASE_URL: `postgres://ampledge:${password}@127.0.0.1:9/ampledge`,
        RPC_URL: `http://127.0.0.1:9/v2/${nodeKey},http://127.0.0.1:9/?apikey=${queryKey}`,
        DEPLOYER_KEY: `0x${privateKey}`,
      },
    },
  );
  try {
    const url = `http://127.0.0.1:${port}`;
    const said: string[] = [];
    const ask = async (path: string) => {
      const response = await fetch(url + path).catch(() => null);
      said.push((await response?.text()) ?? '');
      return response?.status;
    };
    await expect.poll(() => ask('/api/health/ready'), { timeout: 30_000 }).toBe(503);
    for (const path of ['/', '/api/pools', '/api/admin', '/api/metrics', '/api/live', '/account/0x12'])
      await ask(path);
    await sleep(3_000);
    await app.stop();
    const log = await readFile(logFile, 'utf8');
    expect(log).toContain('the server is not ready');
    for (const secret of SECRETS) {
      expect(log).not.toContain(secret);
      expect(said.join()).not.toContain(secret);
    }
  } finally {
    await app.stop();
    await rm(directory, { recursive: true, force: true });
  }
});
