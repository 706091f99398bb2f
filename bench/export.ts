import * as csv from '@/app/api/accounts/[address]/history.csv/route';
import * as json from '@/app/api/accounts/[address]/history.json/route';
import * as lots from '@/app/api/accounts/[address]/lots.csv/route';
import { type Database, IN_MEMORY, openDatabase } from '@/lib/db';
import { startPostgres } from '@/lib/db/testing/postgres-server';
import { accountHistory } from '@/lib/domain/account-history';
import { type Deed, deedKinds, PEOPLE, playDeeds } from '@/lib/domain/testing/random-deeds';
import { createMemory, takeIn } from '@/lib/follower/take-in';
import { createRandom } from '@/lib/follower/testing/random';
import { serve } from './grows/serve';
import { judge, median } from './verdict';

/**
 * How long a long history takes to export: the routes that ship, over one account whose history has 5,000 events or
 * more (stakes, exits, rewards, losses, generations, collateral in place), on the embedded database and on PostgreSQL.
 *
 *   npm run bench:export [events]
 */
const EVENTS = Number(process.argv[2] ?? 5_000);
const GOAL_MS = 2_000;
const ROUNDS = 7;
const [account = '0x'] = PEOPLE;

const routes = { csv, json, lots };
const { story, told } = longHistory();
console.log(`${told.toLocaleString('en-US')} lines in the history of one account`);

const server = await startPostgres();
try {
  await measure('PGlite', await openDatabase({ dataDir: IN_MEMORY }));
  await measure('PostgreSQL', await openDatabase({ url: server.url }));
} finally {
  await server.stop();
}

/** Random deeds, most of them the account's own, until its history is long enough. */
function longHistory() {
  const random = createRandom(5);
  const deeds: Deed[] = [];
  for (;;) {
    for (let n = 0; n < EVENTS / 4; n += 1) {
      deeds.push({
        kind: random.pick(deedKinds),
        who: random.next() < 0.8 ? 0 : random.between(1, 2),
        other: random.between(0, 11),
        pool: random.between(0, 1),
        part: random.between(1, 10_000),
        seconds: random.pick([0, 12, 400]),
      });
    }
    const story = playDeeds(deeds);
    const all = story.blocks.flatMap(({ events }) => events);
    const told = accountHistory(account, all).entries.length;
    if (told >= EVENTS) return { story, told };
  }
}

async function measure(name: string, database: Database): Promise<void> {
  try {
    const writer = await database.openWriter();
    await takeIn(writer, createMemory(), [story.blocks], { epochLength: story.epochLength, balances: 'all' });
    await writer.close();
    serve(database);
    for (const [format, { GET }] of Object.entries(routes)) {
      const took: number[] = [];
      let bytes = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        // Each is a client of its own, whom no limit holds back.
        const headers = { 'x-ampledge-client': `10.0.${format.length}.${round}` };
        const request = new Request(`http://localhost/api/accounts/${account}/history.${format}`, {
          headers,
        });
        const started = performance.now();
        const response = await GET(request, { params: Promise.resolve({ address: account }) });
        const body = await response.text();
        took.push(performance.now() - started);
        if (!response.ok) throw new Error(body);
        bytes = body.length;
      }
      const what = `${format}, ${told.toLocaleString('en-US')} lines, ${Math.round(bytes / 1000)} kB, on ${name}`;
      judge({ what, figure: Math.max(...took), goal: GOAL_MS, better: 'less', unit: 'ms' });
      console.log(`         median ${Math.round(median(took))} ms of ${ROUNDS}, the slowest counts`);
    }
  } finally {
    await database.close();
  }
}
