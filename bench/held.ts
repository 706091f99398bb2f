import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { startStack } from '@/e2e/support/stack';
import { hasPostgres, startPostgres } from '@/lib/db/testing/postgres-server';
import { createBlocks, type Mined } from './held/blocks';
import { type Order, type Report, report, woken } from './held/crowd';
import { printPercentiles } from './percentiles';
import { judge } from './verdict';

/**
 * How many live streams one server holds: all clients get every block of real payments, mined at irregular times.
 * Delays count from just before the node is told to mine, so they hold the mining and the follower, too.
 *
 *     npm run build && npm run bench:held [-- clients blocks]
 */
const CLIENTS = Number(process.argv[2] ?? 10_000);
const BLOCKS = Number(process.argv[3] ?? 40);
const CROWDS = 2;
const SLOW = 20;
/** payments locked in a block, and as many released */
const LOCKS = { usual: 5, heavy: 50 };
/** Together the heavy blocks bring more than the system's buffers and the server keep for one that does not read. */
const HEAVY = { blocks: 220, before: 40, clients: 500, everyMs: 200 };
/** `besideSlow`: what two runs of the same differ by is less than half of it */
const GOAL = { p99Ms: 500, bytesEach: 100_000, besideSlow: 1.5 };

type Crowd = { tell: <Answer>(order: Order, schema: z.ZodType<Answer>) => Promise<Answer>; end: () => void };
const done = z.object({ kind: z.literal('done') });
const failed = z.object({ kind: z.literal('failed'), reason: z.string() });

function startCrowd(): Crowd {
  const child: ChildProcess = fork(join(import.meta.dirname, 'held', 'crowd.ts'), {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
  });
  return {
    async tell(order, schema) {
      child.send(order);
      const [answer] = await once(child, 'message');
      const refused = failed.safeParse(answer);
      if (refused.success) throw new Error(refused.data.reason);
      return schema.parse(answer);
    },
    end: () => child.disconnect(),
  };
}

/** Resident memory of a process in bytes. */
const residentOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) * 1024;

/** Processor time a process has used so far, in milliseconds. */
function processorOf(pid: number): number {
  // The name in brackets may hold spaces; user and system time, in hundredths of a second, are the 12th and 13th after it.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

const postgres = hasPostgres ? await startPostgres() : null;
const stack = await startStack({
  ...(postgres && { DATABASE_URL: postgres.url }),
  // Each client says in X-Forwarded-For who it is, as a proxy in front of the app would.
  TRUST_PROXY: '1',
});
const crowds = Array.from({ length: CROWDS }, startCrowd);
/** Something that there must be nothing of. */
const nothing = (what: string, figure: number, unit: string) =>
  judge({ what, figure, goal: 0, better: 'less', unit });

try {
  await stack.anvil().setMining('manual');
  const blocks = createBlocks(stack);
  const port = Number(new URL(stack.baseUrl).port);
  const { pid } = stack.app();

  /** Mines at irregular times, whether or not the last block has reached everybody. */
  const run = async (count: number, locks: number, meanMs = 900): Promise<Mined[]> => {
    const mined: Mined[] = [];
    for (let n = 0; n < count; n += 1) {
      mined.push(await blocks.mine(locks));
      await sleep(meanMs * (0.3 + 1.4 * Math.random()));
    }
    await sleep(2_000);
    return mined;
  };
  const gather = async (mined: Mined[]): Promise<Report[]> => {
    const published = Object.fromEntries(mined.map(({ hash, at }) => [hash, at]));
    const head = mined.at(-1)?.hash ?? '';
    return Promise.all(crowds.map((crowd) => crowd.tell({ kind: 'report', published, head }, report)));
  };
  const reset = () => Promise.all(crowds.map((crowd) => crowd.tell({ kind: 'reset' }, done)));
  /** Prints the delays and judges that all have everything. */
  const weigh = (name: string, reports: Report[], mined: Mined[], clients: number) => {
    const all = <Value>(pick: (of: Report) => readonly Value[]) => reports.flatMap(pick);
    const sum = (pick: (of: Report) => number) => reports.reduce((total, of) => total + pick(of), 0);
    const rounded = (figures: number[]) => figures.map((ms) => Math.round(ms * 10) / 10);
    const spreadP95 = printPercentiles(
      `${name}: from the first client to each`,
      rounded(all((of) => of.spread)),
    );
    const p99 = printPercentiles(
      `${name}: from the node's mining to each`,
      rounded(all((of) => of.delays)),
      0.99,
    );
    nothing(`${name}: not received`, clients * mined.length - all((of) => of.delays).length, 'messages');
    nothing(
      `${name}: did not follow on the one before`,
      sum((of) => of.gaps),
      'messages',
    );
    nothing(
      `${name}: do not stand at the head`,
      sum((of) => of.behind),
      'clients',
    );
    nothing(
      `${name}: differ between clients`,
      sum((of) => of.unequal),
      'messages',
    );
    const wrong = mined.filter(({ hash, events }) => reports.some((of) => of.events[hash] !== events)).length;
    nothing(`${name}: lack events, or have too many`, wrong, 'blocks');
    return { p99, spreadP95 };
  };

  // Warm: what the first requests allocate is not what a client costs.
  const [first] = crowds;
  if (!first) throw new RangeError('no crowd');
  await run(150 / LOCKS.usual, LOCKS.usual, 20);
  await first.tell({ kind: 'openSlow', port, count: 100, first: 1_000_000 }, done);
  await first.tell({ kind: 'wakeSlow', port }, woken);
  await run(3, LOCKS.usual, 200);

  const openMore = async (count: number, first: number) => {
    const share = count / CROWDS;
    const opening = crowds.map((crowd, index) =>
      crowd.tell({ kind: 'open', port, count: share, first: first + index * share }, done),
    );
    await Promise.all(opening);
  };

  const before = residentOf(pid);
  const began = Date.now();
  await openMore(CLIENTS, 0);
  console.log(`${CLIENTS} clients connected in ${Date.now() - began} ms`);
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, residentOf(pid));
  }, 250);
  const processor = processorOf(pid);
  const usual = await run(BLOCKS, LOCKS.usual);
  clearInterval(watch);
  const used = Math.round((processorOf(pid) - processor) / usual.length);
  console.log(`the server used ${used} ms of processor time a block, follower included`);
  const { p99 } = weigh(`${CLIENTS} clients`, await gather(usual), usual, CLIENTS);
  judge({
    what: `p99 from mining to ${CLIENTS} clients`,
    figure: p99,
    goal: GOAL.p99Ms,
    better: 'less',
    unit: 'ms',
  });
  console.log(`resident ${Math.round(before / 1e6)} MB before, ${Math.round(peak / 1e6)} MB at most`);
  const each = (peak - before) / CLIENTS / 1000;
  judge({
    what: 'of memory for each client',
    figure: each,
    goal: GOAL.bytesEach / 1000,
    better: 'less',
    unit: 'kB',
  });

  await Promise.all(crowds.map((crowd) => crowd.tell({ kind: 'leave', keep: HEAVY.clients / CROWDS }, done)));
  await reset();
  const alone = await run(HEAVY.before, LOCKS.heavy, HEAVY.everyMs);
  const undisturbed = weigh(
    `${HEAVY.clients} clients, 100 events`,
    await gather(alone),
    alone,
    HEAVY.clients,
  );
  await reset();
  await first.tell({ kind: 'openSlow', port, count: SLOW, first: 2_000_000 }, done);
  const beside = await run(HEAVY.blocks, LOCKS.heavy, HEAVY.everyMs);
  const disturbed = weigh(`beside ${SLOW} that do not read`, await gather(beside), beside, HEAVY.clients);
  judge({
    what: `as long to reach all, beside ${SLOW} that do not read (p95)`,
    figure: disturbed.spreadP95 / undisturbed.spreadP95,
    goal: GOAL.besideSlow,
    better: 'less',
    unit: 'times',
  });
  const slow = await first.tell({ kind: 'wakeSlow', port }, woken);
  nothing('did not read, and were not cut off', SLOW - slow.cutOff, 'clients');
  nothing('were cut off, and got no snapshot when they came back', slow.cutOff - slow.snapshots, 'clients');
} finally {
  for (const crowd of crowds) crowd.end();
  await stack.stop();
  await postgres?.stop();
}
