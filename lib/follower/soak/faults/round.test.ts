import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasPostgres } from '@/lib/db/testing/postgres-server';
import { DifferenceError, newTally, playRound } from './round';
import { openStand } from './stand';

/** The long run is `npm run soak:faults`: a seed that fails here fails there, too. */
const SCHEDULES = 5;
const seeds = [7, 1 + Math.floor(Math.random() * 1_000_000)];

let stand: Awaited<ReturnType<typeof openStand>> | undefined;

beforeAll(async () => {
  if (hasPostgres) stand = await openStand(1);
}, 120_000);
afterAll(() => stand?.close());

test.skipIf(!hasPostgres).each(seeds)(
  'after blocks, forks, faults and kill -9 at random the database is that of a fresh backfill (seed %i)',
  async (seed) => {
    const tally = newTally();
    const [lane] = stand?.lanes ?? [];
    if (!lane) throw new Error('there is no lane');
    await playRound(lane, seed, SCHEDULES, tally).catch((error) => {
      if (!(error instanceof DifferenceError)) throw error;
      const { schedule, differences } = error;
      throw new Error(`${JSON.stringify(schedule)}\n${differences.join('\n')}`, { cause: error });
    });
    expect(tally.schedules).toBe(SCHEDULES);
    expect(tally.events).toBeGreaterThan(0);
    expect(tally.facts).toBeGreaterThan(0);
  },
  300_000,
);
