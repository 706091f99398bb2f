import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** Prints what `forge test --json` found, failures with their reasons: the JSON run itself prints nothing. */
const [file] = process.argv.slice(2);
if (!file) throw new Error('usage: print-forge.ts REPORT.json');

const result = z.object({ status: z.string(), reason: z.string().nullish() });
const shape = z.record(z.string(), z.object({ test_results: z.record(z.string(), result) }));

for (const [suite, { test_results }] of Object.entries(
  shape.parse(JSON.parse(await readFile(file, 'utf8'))),
)) {
  const tests = Object.entries(test_results);
  const failed = tests.filter(([, test]) => test.status === 'Failure');
  console.log(`${failed.length === 0 ? 'ok  ' : 'FAIL'} ${suite} (${tests.length})`);
  for (const [name, test] of failed) console.log(`     ${name}: ${test.reason ?? 'no reason given'}`);
}
