import { DifferenceError, newTally, playRound, SCHEDULES_A_ROUND } from './round';
import { openStand } from './stand';

/**
 * Random schedules of blocks, reorgs, faults of the node and `kill -9`:
 *
 *     npm run soak:faults -- [schedules] [seed] [lanes]
 *
 * After each the database is compared, row by row, with one that was filled from nothing, and with what the contracts
 * answer. Several lanes play at a time, for most of a schedule is waiting. Ends with code 1 at the first difference, and
 * says with which seed to see it again.
 */
const [schedules = 1_000, seed = 1 + Math.floor(Math.random() * 1_000_000), lanes = 6] = process.argv
  .slice(2)
  .map(Number);

async function main(): Promise<void> {
  const started = Date.now();
  const rounds = Math.ceil(schedules / SCHEDULES_A_ROUND);
  console.log(`${schedules} schedules in ${rounds} rounds, seed ${seed}`);
  const stand = await openStand(Math.min(lanes, rounds));
  const tally = newTally();
  let next = 0;
  let failed = false;

  async function work(lane: (typeof stand.lanes)[number]): Promise<void> {
    while (next < rounds && !failed) {
      const round = next;
      next += 1;
      const count = Math.min(SCHEDULES_A_ROUND, schedules - round * SCHEDULES_A_ROUND);
      const began = Date.now();
      try {
        await playRound(lane, seed + round, count, tally);
        const { schedules: done, kills, reorgs, deepest, repairs, events, facts, slowestMs } = tally;
        console.log(
          `round ${round + 1} (seed ${seed + round}) ${Math.round((Date.now() - began) / count)} ms a schedule; so far ` +
            `${done} schedules, ${kills} kills, ${reorgs} reorgs to ${deepest}, ${faultsOf(tally)} faults, ${repairs} repairs, ` +
            `${events} events and ${facts} facts equal, level again in at most ${slowestMs} ms`,
        );
      } catch (error) {
        failed = true;
        process.exitCode = 1;
        console.log(`round ${round + 1}: again with npm run soak:faults -- ${count} ${seed + round}`);
        if (!(error instanceof DifferenceError)) throw error;
        console.log(JSON.stringify(error.schedule));
        console.log(error.differences.join('\n'));
      }
    }
  }

  try {
    await Promise.all(stand.lanes.map(work));
  } finally {
    await stand.close();
  }
  if (failed) return;
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(JSON.stringify(tally.faults));
  console.log(`${tally.schedules} schedules: no difference, in ${seconds} s`);
}

const faultsOf = ({ faults }: ReturnType<typeof newTally>): number =>
  Object.values(faults).reduce((sum, count) => sum + count, 0);

await main();
