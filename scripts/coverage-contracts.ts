import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { productionSources } from './mutation/sources';

/**
 * `npm run coverage:contracts`: lines and branches of both managers that their tests run through, the random runs left
 * out. A gap fails the command, unless it is explained below.
 */
const root = resolve(import.meta.dirname, '..');
const folder = 'cache/coverage';

/** What is never run through, or is and forge does not see it: the text of the line, and why. */
const EXPLAINED: { file: string; line: string; reason: string }[] = [];

type Gap = { file: string; line: number; what: string };
type Coverage = { lines: [hit: number, all: number]; branches: [hit: number, all: number]; gaps: Gap[] };

runForge();
const measured = readReport(readFileSync(join(root, folder, 'lcov.info'), 'utf8'));
process.exitCode = print(productionSources(root), measured) ? 0 : 1;

/** Without the optimizer, as forge measures, the managers are larger than a chain allows. */
function runForge(): void {
  mkdirSync(join(root, folder), { recursive: true });
  const args = ['coverage', '--report', 'lcov', '--report-file', `${folder}/lcov.info`];
  args.push('--out', `${folder}/out`, '--cache-path', `${folder}/cache`);
  const random = 'contracts/*/invariants/**';
  args.push(
    '--match-path',
    'contracts/{manager,pool,wallet}/**',
    '--no-match-path',
    random,
    '--skip',
    random,
  );
  const env = { ...process.env, FOUNDRY_CODE_SIZE_LIMIT: '10000000', FOUNDRY_FUZZ_RUNS: '32' };
  const { status, stdout, stderr } = spawnSync('node', ['scripts/forge.mjs', ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status === 0) return;
  console.error(`${stdout}${stderr}`.split('\n').filter(tells).join('\n'));
  throw new Error('forge could not run all tests');
}

function tells(line: string): boolean {
  return !/^(\[PASS\]|Ran |Suite result: ok|\s*$)/.test(line);
}

/** lcov: SF names a file, DA a line and how often it ran, BRDA a branch, with `-` or 0 for never. */
function readReport(report: string): Map<string, Coverage> {
  const files = new Map<string, Coverage>();
  let file = '';
  for (const text of report.split('\n')) {
    const [kind = '', rest = ''] = text.trim().split(/:(.*)/);
    if (kind === 'SF') file = rest;
    const coverage = files.get(file) ?? { lines: [0, 0], branches: [0, 0], gaps: [] };
    files.set(file, coverage);
    const fields = rest.split(',');
    const line = Number(fields[0]);
    if (kind === 'DA') count(coverage, 'lines', line, fields[1]);
    if (kind === 'BRDA') count(coverage, 'branches', line, fields[3]);
  }
  return files;

  function count(coverage: Coverage, what: 'lines' | 'branches', line: number, times = '0'): void {
    const hit = times !== '-' && times !== '0';
    coverage[what][1]++;
    if (hit) coverage[what][0]++;
    else coverage.gaps.push({ file, line, what: what === 'lines' ? 'line' : 'branch' });
  }
}

/** @returns whether every file is there, and every gap explained */
function print(files: string[], measured: Map<string, Coverage>): boolean {
  const total: Coverage = { lines: [0, 0], branches: [0, 0], gaps: [] };
  console.log(`${''.padEnd(44)}${'lines'.padStart(16)}${'branches'.padStart(16)}`);
  for (const file of files) {
    const coverage = measured.get(file);
    if (!coverage) {
      if (/\bfunction\b/.test(readFileSync(join(root, file), 'utf8')))
        throw new Error(`forge did not measure ${file}`);
      continue; // types alone
    }
    console.log(row(file, coverage));
    for (const what of ['lines', 'branches'] as const) {
      total[what][0] += coverage[what][0];
      total[what][1] += coverage[what][1];
    }
    total.gaps.push(...coverage.gaps);
  }
  console.log(row('both managers', total));
  let sound = total.lines[1] > 0;
  for (const gap of total.gaps) {
    const text = readFileSync(join(root, gap.file), 'utf8').split('\n')[gap.line - 1]?.trim() ?? '';
    const reason = EXPLAINED.find((entry) => entry.file === gap.file && entry.line === text)?.reason;
    console.log(
      `${reason ? 'explained' : 'GAP'}  ${gap.file}:${gap.line} ${gap.what}  ${text}  ${reason ?? ''}`,
    );
    sound &&= reason !== undefined;
  }
  return sound;
}

function row(name: string, { lines, branches }: Coverage): string {
  return `${name.padEnd(44)}${share(lines).padStart(16)}${share(branches).padStart(16)}`;
}

function share([hit, all]: [number, number]): string {
  return all === 0 ? 'none' : `${hit}/${all} ${((100 * hit) / all).toFixed(0)} %`;
}
