import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { MUTANTS } from './mutants';
import { REFUSALS } from './pool-terms';
import type { RunOptions } from './random-run';
import { DEPTHS, type Tally } from './recorder';
import { ACTS } from './trace';
import { removeTraces, TRACES, writeTraces } from './write-traces';

/**
 * Holds the pool's contract against the model of its arithmetic, on random runs, after every step.
 *
 *     npm run test:model [-- --runs 2000 --seed amp]     the contract against the model
 *     npm run test:model:mutants                         a model that is wrong somewhere: the comparison must fail
 *     MODEL=<path> npm run test:model:outside            the model against one of other origin, see compare.py
 *
 * The traces of a comparison that fails stay in cache/reference.
 */
const usage = 'usage: command.ts replay|mutants|outside [--runs N] [--seed TEXT]';

/** From here on, whatever can happen in a pool must have happened. */
const ENOUGH = 500;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string' }, seed: { type: 'string', default: 'amp' } },
});

function runsOr(usual: number): number {
  const runs = Number(values.runs ?? usual);
  if (!Number.isInteger(runs) || runs < 1) throw new Error(usage);
  return runs;
}

async function replay(): Promise<void> {
  const runs = runsOr(2_000);
  const { steps, tally } = await writeTraces(runs, { seed: values.seed, plain: false });
  for (const [what, times] of [...tally].sort()) console.log(`${String(times).padStart(8)}  ${what}`);
  if (runs >= ENOUGH) requireAll(tally);
  console.log(`${runs} runs, ${steps} steps`);
  const { ok, output } = compareContract(runs);
  console.log(output);
  if (!ok)
    return fail(`${difference(output) ?? 'forge could not compare them'}; the traces are in ${TRACES}`);
  await removeTraces();
}

async function mutants(): Promise<void> {
  const runs = runsOr(100);
  const options: RunOptions = { seed: values.seed, plain: false };
  await writeTraces(runs, options);
  const right = compareContract(runs);
  if (!right.ok) return fail(`already the right model differs\n${right.output}`);
  let survivors = 0;
  for (const { name, create } of MUTANTS) {
    await writeTraces(runs, { ...options, createModel: create });
    const { output } = compareContract(runs);
    const noticed = difference(output);
    if (!noticed) survivors++;
    console.log(`${noticed ? 'noticed ' : 'SURVIVED'}  ${name.padEnd(52)} ${noticed ?? ''}`);
  }
  await removeTraces();
  console.log(`${MUTANTS.length - survivors} of ${MUTANTS.length} mutants noticed, on ${runs} runs`);
  if (survivors > 0) process.exitCode = 1;
}

async function outside(): Promise<void> {
  const model = process.env.MODEL;
  if (!model?.endsWith('.py') || !existsSync(model)) {
    return fail('MODEL=<path of a Python model> is needed, see contracts/reference/compare.py');
  }
  if (spawnSync('python3', ['--version']).error) return fail('python3 is needed, and is not on this machine');
  const runs = runsOr(2_000);
  await writeTraces(runs, { seed: values.seed, plain: true });
  const args = ['contracts/reference/compare.py', model, TRACES, String(runs)];
  const { status } = spawnSync('python3', args, { stdio: 'inherit' });
  if (status !== 0) return fail(`the two models differ; the traces are in ${TRACES}`);
  await removeTraces();
}

/** forge, on the traces that are there. A part of the runs is one call, which costs more gas than a block has. */
function compareContract(runs: number): { ok: boolean; output: string } {
  const args = ['test', '--match-path', 'contracts/reference/*', '--no-match-path', 'none'];
  args.push('--gas-limit', String(2n ** 64n - 1n));
  const env = { ...process.env, REFERENCE_RUNS: String(runs) };
  const { status, stdout, stderr } = spawnSync(
    'node',
    ['scripts/forge.mjs', ...args, ...positionals.slice(1)],
    {
      env,
      encoding: 'utf8',
    },
  );
  return { ok: status === 0, output: `${stdout}${stderr}` };
}

/** Run, step, act, field, what the contract says, what the model says: as the replayer failed with. */
function difference(output: string): string | undefined {
  return /(Differs|UnexpectedFailure)\([^)]*\)/.exec(output)?.[0].replace(/ \[[^\]]*\]/g, '');
}

/** Runs that never get anywhere prove little. */
function requireAll(tally: Tally): void {
  const known = [...tally.keys()];
  const missing = [
    ...ACTS.map((act) => `${act}: done`).filter((what) => !tally.has(what)),
    ...REFUSALS.filter((refusal) => !known.some((what) => what.endsWith(`: ${refusal}`))),
    ...DEPTHS.filter((what) => !tally.has(what)),
  ];
  if (missing.length > 0) throw new Error(`never happened in any run: ${missing.join(', ')}`);
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

const commands: Record<string, () => Promise<void>> = { replay, mutants, outside };
const command = commands[positionals[0] ?? 'replay'];
if (!command) throw new Error(usage);
await command();
