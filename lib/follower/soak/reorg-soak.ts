import { inspect, isDeepStrictEqual } from 'node:util';
import { compareDumps, dumpDatabase, IN_MEMORY, openDatabase } from '@/lib/db';
import { poolId } from '@/lib/domain/partition';
import { bothSides } from '../testing/chain-views';
import { deployContracts, POOL_TAGS } from '../testing/deploy-contracts';
import { createMiner, follow, freshDump, untilLevel } from '../testing/harness';
import { createRandom } from '../testing/random';
import { ruin } from '../testing/ruin';
import { startTestChain } from '../testing/test-chain';

/**
 * Reorgs under traffic, on the real contracts: `npx tsx lib/follower/soak/reorg-soak.ts [rounds] [seed]`. In each
 * round blocks of random deeds are mined and the chain is reorganised, 1 to 20 blocks deep; then the follower's
 * database is compared, table by table, with one filled from nothing, and with the contracts' own answers. Ends
 * with code 1 at the first difference.
 *
 * Mining waits while the chain is reorganised: anvil, asked for both at once, ends with blocks missing in between.
 */
const [rounds = 50, seed = 1] = process.argv.slice(2).map(Number);
const DEEPEST = 20;

async function main(): Promise<void> {
  const started = Date.now();
  const random = createRandom(seed);
  const chain = await startTestChain();
  const [database, second] = await Promise.all([
    openDatabase({ dataDir: IN_MEMORY }),
    openDatabase({ dataDir: IN_MEMORY }),
  ]);
  const stage = await deployContracts(chain);
  const pools = POOL_TAGS.map((tag) => poolId(tag, stage.deployment.collateralPool));
  const { mine, queueDeeds } = createMiner(chain, stage, random);
  await mine(DEEPEST + 5);
  const follower = follow(database, stage.deployment, chain.url);
  await follower.start();
  await untilLevel(follower, chain);
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const depth = 1 + ((round * 7) % DEEPEST);
      await mine(random.between(3, 12));
      // Losses close a generation of a pool now and then.
      if (round % 15 === 7) await ruin(chain, stage, random.pick(pools));
      // Mostly the follower has seen what is undone, sometimes it is still behind.
      if (depth < 4 || random.next() < 0.7) await untilLevel(follower, chain);
      // Deeds are on their way while the chain is reorganised, and the follower may be in the middle of a block.
      const deeds = queueDeeds(random.between(0, 8));
      await chain.reorg(depth);
      await deeds;
      await mine(random.between(1, 4));

      const mined = Date.now();
      await untilLevel(follower, chain);
      const levelMs = Date.now() - mined;
      const followed = await dumpDatabase(database.db);
      const differences = compareDumps(followed, await freshDump(second, stage.deployment, chain));
      const { stored, onChain } = await bothSides(database, stage.deployment, chain);
      for (const key of Object.keys(stored)) {
        const [ours, theirs] = [stored[key], onChain[key]];
        if (isDeepStrictEqual(ours, theirs)) continue;
        differences.push(`${key}: stored ${inspect(ours)}, on chain ${inspect(theirs)}`);
      }
      const { head, reorgs } = follower.state();
      const rows = Object.values(followed).reduce((sum, table) => sum + table.length, 0);
      console.log(
        `round ${String(round).padStart(2)}  depth ${String(depth).padStart(2)}  block ${head?.number}  ` +
          `reorgs ${reorgs}  rows ${rows}  facts on chain ${Object.keys(stored).length}  ` +
          `level in ${levelMs} ms  ${differences.length === 0 ? 'equal' : 'DIFFERENT'}`,
      );
      if (differences.length > 0) {
        console.log(differences.join('\n'));
        process.exitCode = 1;
        return;
      }
    }
    const { reorgs, deepestReorg } = follower.state();
    const seconds = Math.round((Date.now() - started) / 1000);
    console.log(
      `${rounds} rounds, ${reorgs} reorgs seen, deepest ${deepestReorg}: no difference, in ${seconds} s`,
    );
  } finally {
    await follower.stop();
    await Promise.all([database.close(), second.close(), chain.stop()]);
  }
}

await main();
