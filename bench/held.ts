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

/**
 * How many live streams one server holds: all clients get every block of real payments, mined at irregular times.
 * Delays count from just before the node is told to mine, so they hold the mining and the follower, too.
 *
 *   npm run build && npm run bench:held [clients] [blocks]
 */
const CLIENTS = Number(process.argv[2] ?? 10_000);
const BLOCKS = Number(process.argv[3] ?? 40);
const CROWDS = 2;
const SLOW = 20;
const LOCKS = { usual: 5, heavy: 100 };
const GOAL = { p99Ms: 500, bytesEach: 100_000 };

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

const postgres = hasPostgres ? await startPostgres() : null;
const stack = await startStack({
  ...(postgres && { DATABASE_URL: postgres.url }),
  // Each client says in X-Forwarded-For who it is, as a proxy in front of the app would.
  TRUST_PROXY: '1',
});
const crowds = Array.from({ length: CROWDS }, startCrowd);
const misses: string[] = [];
const claim = (held: boolean, what: string) => {
  console.log(`${held ? 'reached' : 'MISSED'}: ${what}`);
  if (!held) misses.push(what);
};

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
  const judge = (name: string, reports: Report[], mined: Mined[], clients: number) => {
    const all = <Value>(pick: (of: Report) => readonly Value[]) => reports.flatMap(pick);
    const sum = (pick: (of: Report) => number) => reports.reduce((total, of) => total + pick(of), 0);
    const rounded = (figures: number[]) => figures.map((ms) => Math.round(ms * 10) / 10);
    printPercentiles(`${name}: from the first client to each`, rounded(all((of) => of.spread)));
    const p99 = printPercentiles(
      `${name}: from the node's mining to each client`,
      rounded(all((of) => of.delays)),
      0.99,
    );
    const received = all((of) => of.delays).length;
    const lost = clients * mined.length - received;
    const wrong = mined.filter(({ hash, events }) => reports.some((of) => of.events[hash] !== events)).length;
    claim(
      lost === 0 && sum((of) => of.gaps) === 0 && sum((of) => of.behind) === 0,
      `${name}: nothing lost (${received} messages, ${lost} missing, ${sum((of) => of.gaps)} gaps, ${sum((of) => of.behind)} of ${sum((of) => of.open)} behind)`,
    );
    claim(
      wrong === 0 && sum((of) => of.unequal) === 0,
      `${name}: every block has its events for everybody (${wrong} blocks wrong, ${sum((of) => of.unequal)} messages differ)`,
    );
    return p99;
  };

  // Warm: what the first requests allocate is not what a client costs.
  const [first] = crowds;
  if (!first) throw new RangeError('no crowd');
  await run(150 / LOCKS.usual, LOCKS.usual, 20);
  await first.tell({ kind: 'openSlow', port, count: 100, first: 1_000_000 }, done);
  await first.tell({ kind: 'wakeSlow', port }, woken);
  await run(3, LOCKS.usual, 200);
  const before = residentOf(pid);

  const began = Date.now();
  const share = CLIENTS / CROWDS;
  await Promise.all(
    crowds.map((crowd, index) =>
      crowd.tell({ kind: 'open', port, count: share, first: index * share }, done),
    ),
  );
  console.log(`${CLIENTS} clients connected in ${Date.now() - began} ms`);

  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, residentOf(pid));
  }, 250);
  const usual = await run(BLOCKS, LOCKS.usual);
  clearInterval(watch);
  const p99 = judge(`${CLIENTS} clients`, await gather(usual), usual, CLIENTS);
  claim(p99 <= GOAL.p99Ms, `p99 ${p99} ms, at most ${GOAL.p99Ms} ms`);
  const each = (peak - before) / CLIENTS;
  const figures = `${Math.round(each / 1000)} kB a client (${Math.round(before / 1e6)} MB before, ${Math.round(peak / 1e6)} MB at most)`;
  claim(each <= GOAL.bytesEach, `${figures}, at most ${GOAL.bytesEach / 1000} kB`);

  await reset();
  await first.tell({ kind: 'openSlow', port, count: SLOW, first: 2_000_000 }, done);
  const beside = await run(BLOCKS, LOCKS.usual);
  const besideP99 = judge(
    `${CLIENTS} clients beside ${SLOW} that do not read`,
    await gather(beside),
    beside,
    CLIENTS,
  );
  claim(besideP99 <= GOAL.p99Ms, `p99 ${besideP99} ms beside them`);
} finally {
  for (const crowd of crowds) crowd.end();
  await stack.stop();
  await postgres?.stop();
}
console.log(misses.length === 0 ? 'all reached' : `missed:\n  ${misses.join('\n  ')}`);
process.exitCode = misses.length === 0 ? 0 : 1;
