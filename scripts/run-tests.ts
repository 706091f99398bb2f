import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * `npm test`: every suite, also after one has failed, and a line with the sum of their tests at the end.
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

const suite = (name: string, ...command: string[]): Suite => ({ name, command });

/** Stages follow on each other; in a stage, lanes run at the same time, and the suites of a lane one after the other. */
const stages: Suite[][][] = [
  // The contracts' compiler keeps one core busy for a minute; none of the others needs what it makes.
  [
    [
      suite('contracts build', 'node', 'scripts/forge.mjs', 'build', '--quiet'),
      suite('abi drift', 'tsx', 'scripts/generate-abi.ts', '--check'),
    ],
    [
      suite('lint', 'biome', 'check', '--error-on-warnings', '.'),
      suite('walls', 'npm', 'run', '--silent', 'walls'),
      suite('types', 'sh', '-c', 'next typegen && tsc --incremental false'),
      suite('build', 'npm', 'run', '--silent', 'build'),
      suite('first-load size', 'size-limit'),
    ],
  ],
  [
    [
      {
        ...suite(
          'contracts',
          'sh',
          '-c',
          `node scripts/forge.mjs test --json > ${report('forge.json')}; code=$?; tsx scripts/print-forge.ts ${report('forge.json')}; exit $code`,
        ),
        read: async () => countForge(await readReport('forge.json')),
      },
      suite('reference model', 'tsx', 'contracts/reference/command.ts', 'replay', '--runs', '500'),
      suite('gas', 'tsx', 'bench/gas.ts', '--check'),
      {
        ...suite(
          'unit and integration',
          'vitest',
          'run',
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${report('vitest.json')}`,
        ),
        read: async () => {
          const counts = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });
          const { numPassedTests, numFailedTests } = counts.parse(await readReport('vitest.json'));
          return { passed: numPassedTests, failed: numFailedTests };
        },
      },
      {
        ...suite('end to end', 'playwright', 'test', '--reporter=list,json'),
        env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report('playwright.json') },
        read: async () => {
          const counts = z.object({
            stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
          });
          const { stats } = counts.parse(await readReport('playwright.json'));
          return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
        },
      },
    ],
  ],
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

/** @param apart what it says is shown once it has ended, for others speak meanwhile */
const run = ({ command, env: own }: Suite, apart: boolean): Promise<number> =>
  new Promise((resolve) => {
    const [program = '', ...args] = command;
    const path = `${join(process.cwd(), 'node_modules', '.bin')}:${process.env.PATH ?? ''}`;
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...own, PATH: path };
    const child = spawn(program, args, { stdio: apart ? ['inherit', 'pipe', 'pipe'] : 'inherit', env });
    const said: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => said.push(chunk));
    const end = (code: number) => {
      process.stdout.write(Buffer.concat(said.splice(0)));
      resolve(code);
    };
    child.on('error', () => end(127)).on('close', (code) => end(code ?? 1));
  });

const only = process.argv.slice(2);
const total: Tally = { passed: 0, failed: 0 };
const lines: string[] = [];

async function check(one: Suite, apart: boolean): Promise<void> {
  if (only.length > 0 && !only.includes(one.name)) return;
  if (!apart) console.log(`\n── ${one.name} ──`);
  const start = Date.now();
  const code = await run(one, apart);
  const counted = (await one.read?.().catch(() => null)) ?? asOneCheck(code);
  const failed = code !== 0 && counted.failed === 0 ? 1 : counted.failed;
  total.passed += counted.passed;
  total.failed += failed;
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  const line = `${failed === 0 ? 'ok  ' : 'FAIL'} ${one.name.padEnd(22)} ${counted.passed} passed, ${failed} failed, ${seconds} s`;
  lines.push(line);
  if (apart) console.log(line);
}

for (const lanes of stages) {
  await Promise.all(
    lanes.map(async (lane) => {
      for (const one of lane) await check(one, lanes.length > 1);
    }),
  );
}

await rm(reports, { recursive: true, force: true });
console.log(`\n${lines.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
