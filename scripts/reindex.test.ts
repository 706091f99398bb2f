import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeDeploymentFile } from '@/devnet/deployment-file';
import { compareDumps, dumpDatabase, IN_MEMORY, isBare, openDatabase } from '@/lib/db';
import { deployContracts, type Stage } from '@/lib/follower/testing/deploy-contracts';
import { createMiner, freshDump } from '@/lib/follower/testing/harness';
import { createRandom } from '@/lib/follower/testing/random';
import { startTestChain, type TestChain } from '@/lib/follower/testing/test-chain';
import { progressLine } from './progress-line';

const home = mkdtempSync(join(tmpdir(), 'ampledge-reindex-'));
const dataDir = join(home, 'db');
const deploymentFile = join(home, 'deployment.json');
let chain: TestChain;
let stage: Stage;

beforeAll(async () => {
  chain = await startTestChain();
  stage = await deployContracts(chain);
  const { mine } = createMiner(chain, stage, createRandom(3));
  await mine(40);
  writeDeploymentFile(deploymentFile, stage.deployment);
}, 120_000);
afterAll(async () => {
  await chain?.stop();
  rmSync(home, { recursive: true, force: true });
});

/** Runs the command; with `killAt`, kills it as soon as it has printed that. */
async function reindex(killAt?: string): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/reindex.ts'], {
    env: {
      ...process.env,
      ...{ RPC_URL: chain.url, RPC_WS_URL: '', DATABASE_URL: '', DATA_DIR: dataDir },
      DEPLOYMENT_FILE: deploymentFile,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const hear = (chunk: Buffer) => {
    output += chunk.toString();
    if (killAt !== undefined && output.includes(killAt)) child.kill('SIGKILL');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const [code] = await once(child, 'exit');
  return { code: typeof code === 'number' ? code : null, output };
}

test('fills the database anew, also after it was killed, and says how far it is', async () => {
  expect((await reindex('Filling the database')).code).toBeNull();
  const { code, output } = await reindex();
  expect(output).toContain('100 %');
  expect(output).toContain('Done in');
  expect(code).toBe(0);
  const again = await reindex();
  expect(again).toMatchObject({ code: 0 });
  expect(again.output).toContain('Filling the database anew.');
  const [database, fresh] = await Promise.all([
    openDatabase({ dataDir }),
    openDatabase({ dataDir: IN_MEMORY }),
  ]);
  try {
    expect(await isBare(database.db)).toBe(false);
    const dump = await dumpDatabase(database.db);
    expect(compareDumps(dump, await freshDump(fresh, stage.deployment, chain))).toEqual([]);
  } finally {
    await Promise.all([database.close(), fresh.close()]);
  }
}, 120_000);

test('shows nothing, a part and the whole of the way', () => {
  expect(progressLine({ first: 10, block: 9, last: 109 })).toBe(`[${'-'.repeat(30)}]   0 %  block 9 of 109`);
  expect(progressLine({ first: 10, block: 59, last: 109 })).toContain(' 50 %  block 59 of 109');
  expect(progressLine({ first: 10, block: 109, last: 109 })).toBe(
    `[${'#'.repeat(30)}] 100 %  block 109 of 109`,
  );
  expect(progressLine({ first: 10, block: 0, last: 0 })).toContain('  0 %');
});
