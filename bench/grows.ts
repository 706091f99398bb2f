import { startPostgres } from '@/lib/db/testing/postgres-server';
import { createRandom } from '@/lib/follower/testing/random';
import { openFilled, withClient } from './grows/fill';
import type { Size } from './grows/past';
import { type Known, type RouteUnderTest, routesUnderTest } from './grows/questions';
import { serve } from './grows/serve';
import { judge } from './verdict';

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
const TIMES = 600;
const WARM_UP = 40;
const GOAL = { ms: 50, times: 2 };

type Figures = { p50: number; p99: number };

const server = address ? null : await startPostgres();
try {
  const url = address ?? server?.url ?? '';
  const small = await measure(url, SMALL);
  const large = await measure(url, LARGE);
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
} finally {
  await server?.stop();
}

async function measure(url: string, size: Size): Promise<Map<string, Figures>> {
  const name = `grows_${size.locks}`;
  const database = await openFilled(url, name, size);
  try {
    serve(database);
    const routes = routesUnderTest(await lookAround(url.replace(/[^/]+$/, name)), size);
    const figures = new Map<string, Figures>();
    for (const route of routes) {
      if (route.name.includes(only)) figures.set(route.name, await timesOf(route));
    }
    return figures;
  } finally {
    await database.close();
  }
}

async function timesOf({ name, GET, ask }: RouteUnderTest): Promise<Figures> {
  const random = createRandom(11);
  const took: number[] = [];
  for (let n = -WARM_UP; n < TIMES; n += 1) {
    const { path, params = {} } = ask(random);
    // Each is a client of its own, whom no limit holds back.
    const headers = { 'x-ampledge-client': `10.0.${n >> 8}.${n & 255}` };
    const request = new Request(`http://localhost${path}`, { headers });
    const started = performance.now();
    const response = await GET(request, { params: Promise.resolve(params) });
    const body = await response.text();
    const ended = performance.now();
    // Of a past block, what is asked for may not have been there.
    if (!response.ok && response.status !== 404) throw new Error(`${name} ${path}: ${body}`);
    if (n >= 0) took.push(ended - started);
  }
  took.sort((a, b) => a - b);
  return { p50: took[Math.floor(TIMES * 0.5)] ?? 0, p99: took[Math.floor(TIMES * 0.99)] ?? 0 };
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
