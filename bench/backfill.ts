import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { writeDeploymentFile } from '@/devnet/deployment-file';
import { startPostgres } from '@/lib/db/testing/postgres-server';
import { checkAgainstChain, type Digest, digest } from './backfill/check-tables';
import type { Contender } from './backfill/contender';
import { contenders as all, floor, ours, ponder, ponderUnlimited } from './backfill/contenders';
import { openBenchChain } from './chain/open-chain';
import { judge, median } from './verdict';

/**
 * How fast an empty PostgreSQL is filled from a chain of a hundred thousand transfers: by our follower, by a script
 * that does the least, and by Ponder with the same two tables, as it comes and with the same node named 16 times.
 * They take turns; every round each of them must leave the same rows.
 *
 *     npm run bench:backfill                    3 rounds of all
 *     npm run bench:backfill -- 5 floor ours    5 rounds of some
 */
const [rounds = '3', ...chosen] = process.argv.slice(2);
const ROUNDS = Number(rounds);
const contenders = all.filter(({ key }) => chosen.length === 0 || chosen.includes(key));

const directory = mkdtempSync(join(tmpdir(), 'ampledge-backfill-'));
const bench = await openBenchChain();
const postgres = await startPostgres();
const rates = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]));
let expected: Digest | undefined;
try {
  const deploymentFile = join(directory, 'deployment.json');
  writeDeploymentFile(deploymentFile, bench.deployment);
  console.log(
    `${bench.transfers.toLocaleString('en-US')} transfers in ${bench.head} blocks, ${ROUNDS} rounds; events are TransferByPartition`,
  );
  for (let round = 1; round <= ROUNDS; round += 1) {
    // Nobody always comes first, or always after the same one.
    const turn = round % contenders.length;
    const order = [...contenders.slice(turn), ...contenders.slice(0, turn)];
    for (const contender of order) {
      const { ms, found } = await race(contender, deploymentFile);
      expected ??= found;
      requireSame(contender, found, expected);
      rates.get(contender)?.push((bench.transfers / ms) * 1000);
    }
  }
} finally {
  await postgres.stop();
  await bench.stop();
  rmSync(directory, { recursive: true, force: true });
}

const rateOf = (contender: Contender) => median(rates.get(contender) ?? []);
for (const contender of contenders) {
  const each = (rates.get(contender) ?? []).map((rate) => Math.round(rate).toLocaleString('en-US'));
  const rate = Math.round(rateOf(contender)).toLocaleString('en-US');
  console.log(`${contender.name.padEnd(24)} ${rate.padStart(8)} events/s (${each.join(', ')})`);
}
const goals = [
  { than: floor, goal: 0.5 },
  { than: ponder, goal: 10 },
  { than: ponderUnlimited, goal: 3 },
];
for (const { than, goal } of goals) {
  if (!contenders.includes(ours) || !contenders.includes(than)) continue;
  const figure = rateOf(ours) / rateOf(than);
  judge({ what: `backfill, our follower to ${than.name}`, figure, goal, better: 'more', unit: 'times' });
}

async function race(contender: Contender, deploymentFile: string): Promise<{ ms: number; found: Digest }> {
  const name = `race_${rates.size}_${Date.now()}`;
  await asRoot(postgres.url, async (db) => {
    await db.query(`create database ${name}`);
    // What a race before has left to write is not this one's burden.
    await db.query('checkpoint');
  });
  const databaseUrl = postgres.url.replace(/[^/]+$/, name);
  const { chain, head } = bench;
  const logFile = join(directory, `${name}.log`);
  const ms = await contender.run({ rpcUrl: chain.url, databaseUrl, deploymentFile, head, logFile });
  const found = await asRoot(databaseUrl, async (db) => {
    if (!expected) await checkAgainstChain(db, contender, bench);
    return digest(db, contender);
  });
  console.log(`  ${contender.name.padEnd(24)} ${(ms / 1000).toFixed(2)} s, ${found.transfers} transfers`);
  await asRoot(postgres.url, (db) => db.query(`drop database ${name}`));
  return { ms, found };
}

async function asRoot<Result>(
  connectionString: string,
  work: (db: Client) => Promise<Result>,
): Promise<Result> {
  const db = new Client({ connectionString });
  await db.connect();
  try {
    return await work(db);
  } finally {
    await db.end();
  }
}

function requireSame({ name }: Contender, found: Digest, wanted: Digest): void {
  if (JSON.stringify(found) === JSON.stringify(wanted)) return;
  throw new Error(`${name} holds other rows: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
}
