import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * `npm test`: every suite in turn, also after one has failed, and a line with the sum of their tests at the end.
 * A suite that ends badly without naming a failed test counts as one failure: nothing fails silently.
 */
type Tally = { passed: number; failed: number };
type Suite = { name: string; command: string[]; env?: Record<string, string>; read?: () => Promise<Tally> };

const reports = await mkdtemp(join(tmpdir(), 'ampledge-test-'));
const report = (name: string) => join(reports, name);
const readReport = async (name: string): Promise<unknown> => JSON.parse(await readFile(report(name), 'utf8'));

/** A suite without tests of its own is one check. */
const asOneCheck = (code: number): Tally =>
  code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };

const suites: Suite[] = [
  { name: 'lint', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'walls', command: ['npm', 'run', '--silent', 'walls'] },
  { name: 'contracts build', command: ['node', 'scripts/forge.mjs', 'build', '--quiet'] },
  { name: 'abi drift', command: ['tsx', 'scripts/generate-abi.ts', '--check'] },
  { name: 'types', command: ['sh', '-c', 'next typegen && tsc --incremental false'] },
  {
    name: 'contracts',
    command: [
      'sh',
      '-c',
      `node scripts/forge.mjs test --json > ${report('forge.json')}; code=$?; tsx scripts/print-forge.ts ${report('forge.json')}; exit $code`,
    ],
    read: async () => countForge(await readReport('forge.json')),
  },
  { name: 'reference model', command: ['tsx', 'contracts/reference/command.ts', 'replay', '--runs', '500'] },
  { name: 'gas', command: ['tsx', 'bench/gas.ts', '--check'] },
  {
    name: 'unit and integration',
    command: [
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report('vitest.json')}`,
    ],
    read: async () => {
      const counts = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });
      const { numPassedTests, numFailedTests } = counts.parse(await readReport('vitest.json'));
      return { passed: numPassedTests, failed: numFailedTests };
    },
  },
  { name: 'build', command: ['next', 'build'] },
  { name: 'first-load size', command: ['size-limit'] },
  {
    name: 'end to end',
    command: ['playwright', 'test', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report('playwright.json') },
    read: async () => {
      const counts = z.object({
        stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
      });
      const { stats } = counts.parse(await readReport('playwright.json'));
      return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
    },
  },
];

/** forge's JSON: suites by name, each with results by test. */
function countForge(json: unknown): Tally {
  const shape = z.record(
    z.string(),
    z.object({ test_results: z.record(z.string(), z.object({ status: z.string() })) }),
  );
  const statuses = Object.values(shape.parse(json)).flatMap((suite) =>
    Object.values(suite.test_results).map((test) => test.status),
  );
  return {
    passed: statuses.filter((status) => status === 'Success').length,
    failed: statuses.filter((status) => status === 'Failure').length,
  };
}

const run = (suite: Suite): Promise<number> =>
  new Promise((resolve) => {
    const [program = '', ...args] = suite.command;
    const path = `${join(process.cwd(), 'node_modules', '.bin')}:${process.env.PATH ?? ''}`;
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...suite.env, PATH: path };
    spawn(program, args, { stdio: 'inherit', env })
      .on('error', () => resolve(127))
      .on('exit', (code) => resolve(code ?? 1));
  });

const only = process.argv.slice(2);
const chosen = only.length === 0 ? suites : suites.filter((suite) => only.includes(suite.name));
const total: Tally = { passed: 0, failed: 0 };
const lines: string[] = [];

for (const suite of chosen) {
  console.log(`\n── ${suite.name} ──`);
  const start = Date.now();
  const code = await run(suite);
  const counted = (await suite.read?.().catch(() => null)) ?? asOneCheck(code);
  const failed = code !== 0 && counted.failed === 0 ? 1 : counted.failed;
  total.passed += counted.passed;
  total.failed += failed;
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  lines.push(
    `${failed === 0 ? 'ok  ' : 'FAIL'} ${suite.name.padEnd(22)} ${counted.passed} passed, ${failed} failed, ${seconds} s`,
  );
}

await rm(reports, { recursive: true, force: true });
console.log(`\n${lines.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
