import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EXPLAINED } from './mutation/explained';
import type { Numbered } from './mutation/instrument';
import { findMutants } from './mutation/mutants';
import { type Result, Results } from './mutation/results';
import { DIRECTORIES, productionSources, testSources } from './mutation/sources';
import { firstFailure, Workshop } from './mutation/workshop';

/**
 * Changes both managers at one place at a time, and shows which test notices: each comparison, each `&&`, `||` and `!`,
 * each rounding direction, `min` and `max`, and each `+ 1` and `- 1`. A mutant that no test notices fails the command,
 * unless scripts/mutation/explained.ts says why none can.
 *
 *     npm run mutate:contracts                                       what has changed since the last run
 *     npm run mutate:contracts -- --only contracts/pool/PoolMath.sol --every 5
 *     npm run mutate:contracts -- --fresh                            all of them
 *
 * All mutants are compiled once, into copies of the tree: see mutation/instrument.ts. Results are kept in
 * cache/mutation, so that a run that was broken off goes on where it was.
 */
const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    every: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    fresh: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});
const root = resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file));
const positive = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${text} is no number from 1 on`);
  return number;
};

type Task = { mutant: Numbered; nth: number };
const tasks = chooseTasks();
if (options.list) for (const { mutant } of tasks) console.log(`${where(mutant)}  ${change(mutant)}`);
else await run();

function chooseTasks(): Task[] {
  const all = productionSources(root);
  const unknown = options.only?.find((file) => !all.includes(file));
  if (unknown) throw new Error(`${unknown} is no source of a manager`);
  const seen = new Map<string, number>();
  return findMutants(root, options.only ?? all, read)
    .map((mutant, index) => {
      const key = JSON.stringify([mutant.file, mutant.from, mutant.to]);
      const nth = seen.get(key) ?? 0;
      seen.set(key, nth + 1);
      return { mutant: { ...mutant, id: index + 1 }, nth };
    })
    .filter((_, index) => index % positive(options.every) === 0);
}

async function run(): Promise<void> {
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1_000);
  const results = new Results(
    root,
    join(root, 'cache/mutation/results.jsonl'),
    productionSources(root),
    testSources(root),
    options.fresh,
  );
  const found = new Map(tasks.map((task) => [task, results.find(task.mutant, task.nth)]));
  const open = tasks.filter((task) => !found.get(task));
  console.log(
    `${tasks.length} mutants, ${tasks.length - open.length} of them known from an earlier run with the same text`,
  );
  if (open.length > 0) await runTests(open, results, found);
  summarize(found, seconds(), open.length);
}

async function runTests(open: Task[], results: Results, found: Map<Task, Result | undefined>): Promise<void> {
  const workshop = new Workshop(root);
  process.once('SIGINT', () => {
    workshop.close();
    process.exit(130);
  });
  try {
    const start = Date.now();
    const directories = await workshop.open(
      open.map((task) => task.mutant),
      positive(options.workers),
    );
    console.log(`compiled in ${Math.round((Date.now() - start) / 1_000)} s`);
    const [first] = directories;
    const already = first && (await firstFailure(first, 0, testsOf('contracts/manager/')));
    if (already) throw new Error(`without any mutant, this fails already: ${already}`);
    const queue = [...open];
    let done = 0;
    const work = async (directory: string) => {
      for (let task = queue.shift(); task; task = queue.shift()) {
        const begun = Date.now();
        const by = await firstFailure(directory, task.mutant.id, testsOf(task.mutant.file));
        found.set(task, results.add(task.mutant, task.nth, by, (Date.now() - begun) / 1_000));
        const count = `${++done}/${open.length}`.padStart(9);
        console.log(
          `${count}  ${by ? 'noticed ' : 'SURVIVED'}  ${where(task.mutant)}  ${change(task.mutant)}  ${by ?? ''}`,
        );
      }
    };
    await Promise.all(directories.map(work));
  } finally {
    workshop.close();
  }
}

/** What both managers share shows in the tests of each. */
function testsOf(file: string): string {
  const own = DIRECTORIES.find((directory) => file.startsWith(`${directory}/`));
  return own === 'contracts/manager' ? 'contracts/{manager,pool,wallet}/**' : `${own}/**`;
}

function summarize(found: Map<Task, Result | undefined>, seconds: number, ran: number): void {
  const survivors = tasks.filter((task) => found.get(task)?.by === null).map((task) => task.mutant);
  const explained = survivors.filter((mutant) => reasonFor(mutant));
  const unexplained = survivors.filter((mutant) => !reasonFor(mutant));
  console.log('');
  for (const mutant of explained)
    console.log(`explained  ${where(mutant)}  ${change(mutant)}\n           ${reasonFor(mutant)}`);
  for (const mutant of unexplained) console.log(`SURVIVED   ${where(mutant)}  ${change(mutant)}`);
  const idle = EXPLAINED.filter(({ file, from, to }) =>
    tasks.some(
      (task) =>
        task.mutant.file === file &&
        task.mutant.from === from &&
        task.mutant.to === to &&
        found.get(task)?.by !== null,
    ),
  );
  for (const { file, from, to } of idle) console.log(`explained, but noticed: ${file}  ${from} → ${to}`);
  const killed = tasks.length - survivors.length;
  const each = ran > 0 ? `, ${(seconds / ran).toFixed(1)} s each` : '';
  console.log(
    `\n${tasks.length} mutants, ${killed} killed, ${explained.length} explained, ${unexplained.length} survivors (${ran} run in ${seconds} s${each})`,
  );
  process.exitCode = unexplained.length + idle.length === 0 ? 0 : 1;
}

function reasonFor({ file, line, from, to }: Numbered): string | undefined {
  const text = read(file).toString('utf8').split('\n')[line - 1]?.trim();
  return EXPLAINED.find(
    (entry) => entry.file === file && entry.line === text && entry.from === from && entry.to === to,
  )?.reason;
}

function where({ file, line }: Numbered): string {
  return `${file.replace('contracts/', '')}:${line}`.padEnd(32);
}

function change({ from, to }: Numbered): string {
  return `${from} → ${to}`;
}
