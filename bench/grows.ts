import { spawnSync } from 'node:child_process';
import { totalmem } from 'node:os';
import { startPostgres } from '@/lib/db/testing/postgres-server';
import { createRandom, type Random } from '@/lib/follower/testing/random';
import { openFilled, withClient } from './grows/fill';
import type { Size } from './grows/past';
import { type Known, type RouteUnderTest, routesUnderTest } from './grows/questions';
import { serve } from './grows/serve';
import { warm } from './grows/warm';
import { judge, median } from './verdict';

/**
 * Whether routes stay quick when the past grows: every route, asked something else each time and answered from the
 * database each time, over 10,000 locks and over 1,000,000 locks of 100,000 accounts.
 *
 *     npm run bench:grows                       from nothing: filling takes most of the time
 *     npm run bench:grows -- <address>          in a PostgreSQL that keeps what was filled for the next time
 *     npm run bench:grows -- <address> locks    only routes with this in their name
 *
 * `GROWS_LOCKS` makes the long past shorter, for whoever works on it.
 */
const [address, only = ''] = process.argv.slice(2);
const SMALL: Size = { locks: 10_000, accounts: 1_000 };
const LARGE: Size = {
  locks: Number(process.env.GROWS_LOCKS ?? 1_000_000),
  accounts: Number(process.env.GROWS_LOCKS ?? 1_000_000) / 10,
};
/** Both pasts are asked by turns, and a figure is the median of its turns: no moment in which the machine stood makes it. */
const TURNS = 7;
const TIMES_A_TURN = 100;
const WARM_UP = 20;
const GOAL = { ms: 50, times: 2 };

type Figures = { p50: number; p99: number };

const nameOf = ({ locks }: Size): string => `grows_${locks}`;
let clients = 0;
/** Set for the process that measures. */
const IS_FILLED = 'GROWS_FILLED';

/** A quarter of the machine's memory, as PostgreSQL's manual advises for a server of its own; 128 MB if nobody says so. */
const shared_buffers = `${Math.floor(totalmem() / 4 / 2 ** 20)}MB`;
const server = address ? null : await startPostgres({ shared_buffers });
try {
  const url = server?.url ?? address ?? '';
  if (process.env[IS_FILLED]) await compare(url);
  else {
    for (const size of [SMALL, LARGE]) await (await openFilled(url, nameOf(size), size)).close();
    // By a process that has filled nothing: what it remembers of a million locks would be in the way of its answers.
    const measuring = [...process.execArgv, import.meta.filename, url, only];
    const env = { ...process.env, [IS_FILLED]: '1' };
    process.exitCode = spawnSync(process.execPath, measuring, { stdio: 'inherit', env }).status ?? 1;
  }
} finally {
  await server?.stop();
}

async function compare(url: string): Promise<void> {
  const { small, large } = await measure(url);
  for (const [name, figures] of large) {
    const before = small.get(name);
    if (!before) continue;
    const ratio = figures.p99 / before.p99;
    console.log(
      `${name.padEnd(44)} p50 ${ms(before.p50)} → ${ms(figures.p50)} ms   p99 ${ms(before.p99)} → ${ms(figures.p99)} ms   ${ratio.toFixed(2)} times`,
    );
  }
  const worst = [...large].map(([name, { p99 }]) => ({
    name,
    p99,
    ratio: p99 / (small.get(name)?.p99 ?? 0),
  }));
  const slowest = worst.reduce((a, b) => (b.p99 > a.p99 ? b : a));
  const steepest = worst.reduce((a, b) => (b.ratio > a.ratio ? b : a));
  judge({
    what: `p99 of the slowest route, ${slowest.name}`,
    figure: slowest.p99,
    goal: GOAL.ms,
    better: 'less',
    unit: 'ms',
  });
  judge({
    what: `p99 with the long past to p99 with the short one, at most of ${steepest.name}`,
    figure: steepest.ratio,
    goal: GOAL.times,
    better: 'less',
    unit: 'times',
  });
}

/** One route after the other, over both pasts by turns: the machine is not as fast in one minute as in the next. */
async function measure(url: string): Promise<Record<'small' | 'large', Map<string, Figures>>> {
  const pasts = await Promise.all(
    [SMALL, LARGE].map(async (size) => {
      const database = await openFilled(url, nameOf(size), size);
      await warm(url.replace(/[^/]+$/, nameOf(size)));
      const routes = routesUnderTest(await lookAround(url.replace(/[^/]+$/, nameOf(size))), size);
      return { database, routes, figures: new Map<string, Figures>() };
    }),
  );
  const [small, large] = pasts;
  if (!small || !large) throw new Error('there are two pasts');
  try {
    for (const { name } of small.routes.filter((route) => route.name.includes(only))) {
      const turns = pasts.map((): Figures[] => []);
      const random = pasts.map(() => createRandom(11));
      for (let turn = 0; turn < TURNS; turn += 1) {
        for (const [index, { database, routes }] of pasts.entries()) {
          const route = routes.find((one) => one.name === name);
          const questions = random[index];
          if (!route || !questions) throw new Error(`${name} is not asked of both pasts`);
          serve(database);
          turns[index]?.push(figuresOf(await timesOf(route, questions)));
        }
      }
      for (const [index, { figures }] of pasts.entries()) figures.set(name, medianOf(turns[index] ?? []));
    }
  } finally {
    await Promise.all(pasts.map(({ database }) => database.close()));
  }
  return { small: small.figures, large: large.figures };
}

async function timesOf({ name, GET, ask }: RouteUnderTest, random: Random): Promise<number[]> {
  const took: number[] = [];
  for (let n = -WARM_UP; n < TIMES_A_TURN; n += 1) {
    const { path, params = {} } = ask(random);
    // Each is a client of its own, whom no limit holds back.
    clients += 1;
    const headers = { 'x-ampledge-client': `10.${clients >> 16}.${(clients >> 8) & 255}.${clients & 255}` };
    const request = new Request(`http://localhost${path}`, { headers });
    const started = performance.now();
    const response = await GET(request, { params: Promise.resolve(params) });
    const body = await response.text();
    const ended = performance.now();
    // Of a past block, what is asked for may not have been there.
    if (!response.ok && response.status !== 404) throw new Error(`${name} ${path}: ${body}`);
    if (n >= 0) took.push(ended - started);
  }
  return took;
}

function figuresOf(took: number[]): Figures {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.ceil(sorted.length * part) - 1] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

function medianOf(turns: readonly Figures[]): Figures {
  return { p50: median(turns.map(({ p50 }) => p50)), p99: median(turns.map(({ p99 }) => p99)) };
}

function lookAround(url: string): Promise<Known> {
  return withClient(url, async (client) => {
    const { rows: pools } = await client.query<{ id: string }>('select distinct id from pools');
    const { rows: blocks } = await client.query<{ head: string }>('select max(number) as head from blocks');
    const { rows: payments } = await client.query<{ id: string }>(
      'select payment_id as id from locks tablesample bernoulli (5) limit 100000',
    );
    return {
      head: Number(blocks[0]?.head),
      pools: pools.map(({ id }) => id),
      payments: payments.map(({ id }) => id),
    };
  });
}

function ms(figure: number): string {
  return figure.toFixed(1).padStart(6);
}
