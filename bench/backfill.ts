import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { writeDeploymentFile } from '@/devnet/deployment-file';
import { startPostgres } from '@/lib/db/testing/postgres-server';
import { checkAgainstChain, type Digest, digest } from './backfill/check-tables';
import type { Contender } from './backfill/contender';
import { contenders as all, floor, ours, ponder, ponderUnlimited } from './backfill/contenders';
import { type BenchChain, CHAIN, type ChainParameters, openBenchChain } from './chain/open-chain';
import { judge, median } from './verdict';

/**
 * How fast an empty PostgreSQL is filled from a chain of a hundred thousand transfers: by our follower, by a script
 * that does the least, and by Ponder with the same two tables, as it comes and with the same node named 16 times.
 * They take turns; every round each of them must leave the same rows. Then the first two again on a chain whose pools
 * live, of which only ours takes in more than transfers: told, and no goal.
 *
 *     npm run bench:backfill                    3 rounds of all
 *     npm run bench:backfill -- 5 floor ours    5 rounds of some
 */
const [rounds = '3', ...chosen] = process.argv.slice(2);
const ROUNDS = Number(rounds);
const wanted = (among: readonly Contender[]) =>
  among.filter(({ key }) => chosen.length === 0 || chosen.includes(key));

const directory = mkdtempSync(join(tmpdir(), 'ampledge-backfill-'));
const postgres = await startPostgres();
/** Events a second. */
type Rates = Map<Contender, number>;
let rates: Rates;
try {
  rates = await raceOn({ ...CHAIN, pools: false }, wanted(all));
  await raceOn({ ...CHAIN, pools: true }, wanted([floor, ours]));
} finally {
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
}

const goals = [
  { than: floor, goal: 0.5 },
  { than: ponder, goal: 10 },
  { than: ponderUnlimited, goal: 3 },
];
for (const { than, goal } of goals) {
  const [ourRate, theirs] = [rates.get(ours), rates.get(than)];
  if (ourRate === undefined || theirs === undefined) continue;
  const what = `backfill, our follower to ${than.name}`;
  judge({ what, figure: ourRate / theirs, goal, better: 'more', unit: 'times' });
}

/** Prints what each contender takes in, the median of all rounds, and returns it. */
async function raceOn(parameters: ChainParameters, contenders: readonly Contender[]): Promise<Rates> {
  const bench = await openBenchChain(parameters);
  const measured = new Map<Contender, number[]>(contenders.map((contender) => [contender, []]));
  try {
    const deploymentFile = join(directory, 'deployment.json');
    writeDeploymentFile(deploymentFile, bench.deployment);
    const { transfers, poolEvents, head } = bench;
    console.log(
      `${inWords(transfers)} transfers and ${inWords(poolEvents)} events of pools in ${head} blocks, ${ROUNDS} rounds; events are transfers`,
    );
    let expected: Digest | undefined;
    for (let round = 1; round <= ROUNDS; round += 1) {
      // Nobody always comes first, or always after the same one.
      const turn = round % contenders.length;
      for (const contender of [...contenders.slice(turn), ...contenders.slice(0, turn)]) {
        const { ms, found } = await race(contender, bench, deploymentFile, expected === undefined);
        expected ??= found;
        requireSame(contender, found, expected);
        measured.get(contender)?.push((transfers / ms) * 1000);
      }
    }
  } finally {
    await bench.stop();
  }
  const rates: Rates = new Map([...measured].map(([contender, each]) => [contender, median(each)]));
  for (const [contender, rate] of rates) {
    const each = (measured.get(contender) ?? []).map(inWords);
    console.log(
      `${contender.name.padEnd(24)} ${inWords(rate).padStart(8)} events/s (${each.join(', ')}), ${((rates.get(ours) ?? rate) / rate).toFixed(2)} times as fast are we`,
    );
  }
  return rates;
}

async function race(
  contender: Contender,
  bench: BenchChain,
  deploymentFile: string,
  isFirst: boolean,
): Promise<{ ms: number; found: Digest }> {
  const name = `race_${Date.now()}`;
  await asRoot(postgres.url, async (db) => {
    await db.query(`create database ${name}`);
    // What a race before has left to write is not this one's burden.
    await db.query('checkpoint');
  });
  const databaseUrl = postgres.url.replace(/[^/]+$/, name);
  const logFile = join(directory, `${name}.log`);
  const rpcUrl = bench.chain.url;
  const ms = await contender.run({ rpcUrl, databaseUrl, deploymentFile, head: bench.head, logFile });
  const found = await asRoot(databaseUrl, async (db) => {
    if (isFirst) await checkAgainstChain(db, contender, bench);
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

function inWords(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}
