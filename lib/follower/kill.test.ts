import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareDumps, type Database, dumpDatabase, IN_MEMORY, openDatabase, rollbackTo } from '@/lib/db';
import { deployContracts, type Stage } from './testing/deploy-contracts';
import { createMiner, follow, freshDump, until, untilLevel } from './testing/harness';
import { createRandom } from './testing/random';
import { startTestChain, type TestChain } from './testing/test-chain';

const home = mkdtempSync(join(tmpdir(), 'ampledge-kill-'));
const dataDir = join(home, 'db');
const deploymentFile = join(home, 'deployment.json');
let chain: TestChain;
let stage: Stage;
let mine: (blocks: number) => Promise<void>;
let fresh: Database;

beforeAll(async () => {
  [chain, fresh] = await Promise.all([startTestChain(), openDatabase({ dataDir: IN_MEMORY })]);
  stage = await deployContracts(chain);
  ({ mine } = createMiner(chain, stage, createRandom(9)));
  writeFileSync(deploymentFile, JSON.stringify(stage.deployment));
  await mine(50);
}, 180_000);
afterAll(async () => {
  await Promise.all([chain?.stop(), fresh?.close()]);
  rmSync(home, { recursive: true, force: true });
});

/** Runs a follower in a process of its own, with blocks coming, and kills it when `isTime` says so. */
async function killWhen(
  isTime: (line: string, lines: number) => boolean,
  msInTransaction: number,
): Promise<void> {
  const script = join('lib', 'follower', 'testing', 'follow-in-child.ts');
  const args = [dataDir, chain.url, deploymentFile, String(msInTransaction)];
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  let lines = 0;
  let killed = false;
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines += 1;
    if (killed || !isTime(line, lines)) return;
    killed = true;
    child.kill('SIGKILL');
  });
  try {
    await until(
      async () => {
        if (lines > 0) await mine(1);
        return killed;
      },
      () => `the time to kill does not come, after ${lines} lines`,
      60_000,
    );
  } finally {
    child.kill('SIGKILL');
    await exit;
  }
}

/** The database as it was left, against one that only ever saw the blocks up to its head. */
async function differences(): Promise<string[]> {
  const database = await openDatabase({ dataDir });
  try {
    const left = await dumpDatabase(database.db);
    const newest = await database.db.query.blocks.findFirst({
      orderBy: (block, { desc }) => desc(block.number),
    });
    await freshDump(fresh, stage.deployment, chain);
    await fresh.db.transaction((tx) => rollbackTo(tx, newest?.number ?? stage.deployment.startBlock - 1));
    return compareDumps(left, await dumpDatabase(fresh.db));
  } finally {
    await database.close();
  }
}

test('killed at any moment, the database holds whole blocks only, and the next follower goes on from there', async () => {
  // Before the first range of blocks is committed.
  await killWhen((line) => line === 'writing', 2_000);
  expect(await differences()).toEqual([]);
  // In the middle of a live block.
  await killWhen((line, lines) => line === 'writing' && lines > 12, 150);
  expect(await differences()).toEqual([]);
  // Just after a commit, with the next block on its way.
  await killWhen((line, lines) => line.startsWith('block') && lines > 7, 0);
  expect(await differences()).toEqual([]);

  const database = await openDatabase({ dataDir });
  const follower = follow(database, stage.deployment, chain.url);
  try {
    await follower.start();
    await untilLevel(follower, chain);
    const followed = await dumpDatabase(database.db);
    expect(compareDumps(followed, await freshDump(fresh, stage.deployment, chain))).toEqual([]);
  } finally {
    await follower.stop();
    await database.close();
  }
}, 240_000);
