import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { instrument, type Numbered, SWITCH, SWITCH_FILE } from './instrument';

/** Without the optimizer the compiler takes a fraction of the time; a manager is then too large for a chain. */
const ENV = { FOUNDRY_OPTIMIZER: 'false', FOUNDRY_CODE_SIZE_LIMIT: '10000000' };
/** A mutant that goes round and round is noticed by its never coming to an end. */
const PATIENCE_MS = 240_000;

export const ENDLESS = 'it does not come to an end';

/** What the mutants do not need, so that it is not compiled. */
const LEFT_OUT = [
  /^contracts\/(gas|reference)(\/|$)/,
  /\/invariants(\/|$)/,
  /^contracts\/(amp|feed|testing)\/.*\.t\.sol$/,
];

const report = z.record(
  z.string(),
  z.object({ test_results: z.record(z.string(), z.object({ status: z.string() })) }),
);

/** Copies of the tree with all mutants compiled into it, one a worker. The working tree is only read. */
export class Workshop {
  private readonly home = mkdtempSync(join(tmpdir(), 'mutation-'));

  constructor(private readonly root: string) {}

  /** Compiles once, and hands out `workers` directories that need no more compiling. */
  async open(mutants: Numbered[], workers: number): Promise<string[]> {
    const first = join(this.home, '0');
    mkdirSync(first);
    for (const name of ['contracts', 'scripts', 'foundry.toml', 'package.json']) {
      cpSync(join(this.root, name), join(first, name), {
        recursive: true,
        filter: (path) => !LEFT_OUT.some((pattern) => pattern.test(path.slice(this.root.length + 1))),
      });
    }
    symlinkSync(join(this.root, 'node_modules'), join(first, 'node_modules'));
    for (const file of new Set(mutants.map((mutant) => mutant.file))) {
      const own = mutants.filter((mutant) => mutant.file === file);
      writeFileSync(join(first, file), instrument(file, readFileSync(join(first, file)), own));
    }
    writeFileSync(join(first, SWITCH_FILE), SWITCH);
    const built = await forge(first, ['build'], 20 * 60_000);
    if (built.code !== 0) throw new Error(`the mutants do not compile\n${built.output.slice(-4_000)}`);
    const others = Array.from({ length: workers - 1 }, (_, index) => join(this.home, String(index + 1)));
    for (const other of others) cpSync(first, other, { recursive: true, verbatimSymlinks: true });
    return [first, ...others];
  }

  close(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** Runs tests with one mutant on, 0 for none. Answers with the first test that fails, or `null`. */
export async function firstFailure(directory: string, mutant: number, tests: string): Promise<string | null> {
  // What one mutant failed on must not be tried first on the next.
  for (const kept of ['fuzz', 'invariant', 'test-failures'])
    rmSync(join(directory, 'cache', kept), { recursive: true, force: true });
  const producer = `0x${mutant.toString(16).padStart(40, '0')}`;
  const args = ['test', '--json', '--fail-fast', '--block-coinbase', producer];
  args.push('--match-path', tests);
  const { code, output } = await forge(directory, args, PATIENCE_MS);
  if (code === null) return ENDLESS;
  if (!output.startsWith('{')) throw new Error(`forge did not run the tests\n${output.slice(-4_000)}`);
  const suites = Object.entries(report.parse(JSON.parse(output)));
  if (suites.length === 0) throw new Error(`no tests in ${tests}`);
  for (const [suite, { test_results }] of suites) {
    const failed = Object.entries(test_results).find(([, { status }]) => status === 'Failure');
    if (failed) return `${suite.split(':')[0]} ${failed[0].replace(/\(.*$/, '')}`;
  }
  if (code !== 0) throw new Error(`forge ended with ${code} and names no test`);
  return null;
}

/** `code` is null where it had to be stopped. */
function forge(
  cwd: string,
  args: string[],
  patience: number,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('node', ['scripts/forge.mjs', ...args], {
      cwd,
      env: { ...process.env, ...ENV },
      detached: true, // a group of its own, to be stopped as a whole
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    let stopped = false;
    const timer = setTimeout(() => {
      stopped = true;
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    }, patience);
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: stopped ? null : code, output: output || errors });
    });
  });
}
