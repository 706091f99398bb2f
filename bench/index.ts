import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { type Benchmark, benchmarks } from './benchmarks';
import { isMissed, verdictsIn, withFigures } from './figures';

/**
 * All benchmarks, one after the other, each alone on the machine. Ends with 1 when a goal is missed, or when a
 * benchmark fails, which misses all of its goals.
 *
 *     npm run build && npm run bench                   all
 *     npm run build && npm run bench -- backfill fresh some
 *     npm run bench -- --write                         also keeps the figures in docs/benchmarks.md
 */
const root = resolve(import.meta.dirname, '..');
const documentPath = join(root, 'docs', 'benchmarks.md');
const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const write = process.argv.includes('--write');

type Result = { name: string; verdicts: string[]; failed: boolean; minutes: number };

const unknown = chosen.filter((name) => !benchmarks.some((one) => one.name === name));
if (unknown.length > 0) {
  const names = benchmarks.map(({ name }) => name).join(', ');
  console.error(`There is no benchmark ${unknown.join(', ')}. There are: ${names}`);
  process.exit(2);
}
const wanted = benchmarks.filter(({ name }) => chosen.length === 0 || chosen.includes(name));
if (wanted.some(({ needsBuild }) => needsBuild) && !existsSync(join(root, '.next', 'BUILD_ID'))) {
  console.error('The app is not built: npm run build');
  process.exit(2);
}

const results: Result[] = [];
for (const benchmark of wanted) {
  console.log(`\n──── ${benchmark.name}`);
  results.push(await run(benchmark));
}
printSummary();
if (write) keepFigures();
process.exitCode = results.some(({ failed }) => failed) ? 1 : 0;

async function run({ name, file }: Benchmark): Promise<Result> {
  const started = Date.now();
  const child = spawn(process.execPath, ['--import', 'tsx', join('bench', file)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text);
    output += text;
  });
  const [code] = await once(child, 'close');
  const verdicts = verdictsIn(output);
  // A benchmark that says nothing has shown nothing.
  const failed = code !== 0 || verdicts.length === 0 || verdicts.some(isMissed);
  if (code !== 0 && !verdicts.some(isMissed)) verdicts.push(`MISSED   ${name} did not get to its end`);
  return { name, verdicts, failed, minutes: (Date.now() - started) / 60_000 };
}

function printSummary(): void {
  console.log('\n──── all figures');
  for (const { name, verdicts, minutes } of results) {
    console.log(`${name} (${minutes.toFixed(1)} minutes)`);
    for (const line of verdicts) console.log(`  ${line}`);
  }
  const all = results.flatMap(({ verdicts }) => verdicts);
  const missed = all.filter(isMissed).length;
  console.log(`\n${all.length - missed} of ${all.length} goals reached on ${machine()}`);
}

function machine(): string {
  const [cpu] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const model = cpu?.model.trim() || 'an unnamed processor';
  return `${availableParallelism()} cores of ${model}, ${gigabytes} GB, Node ${process.versions.node}`;
}

function keepFigures(): void {
  const today = new Date().toISOString().slice(0, 10);
  const document = results.reduce(
    (text, { name, verdicts }) => withFigures(text, name, [`${today}, ${machine()}`, ...verdicts]),
    readFileSync(documentPath, 'utf8'),
  );
  writeFileSync(documentPath, document);
  console.log(`Kept in ${documentPath.slice(root.length + 1)}`);
}
