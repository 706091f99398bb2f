import { spawn } from 'node:child_process';

/**
 * `npm run test:contracts:deep`: all invariant campaigns at length, and a sum of the acts they made. Fails when any
 * invariant does, or when the acts are fewer than a million: a campaign that shrank unnoticed proves little.
 */
const LEAST_CALLS = 1_000_000;
const campaign = /\[(PASS|FAIL[^\]]*)\].* (invariant_\w+)\(\) \(runs: (\d+), calls: (\d+), reverts: (\d+)\)/;

const start = Date.now();
const { code, output } = await run([
  'scripts/forge.mjs',
  'test',
  '--match-path',
  'contracts/*/invariants/*.t.sol',
  '--match-test',
  '^invariant_',
]);
const campaigns = output.split('\n').flatMap((line) => {
  const found = campaign.exec(line);
  if (!found) return [];
  const [, result = '', name = '', runs = '0', calls = '0', reverts = '0'] = found;
  return [{ result, name, runs: Number(runs), calls: Number(calls), reverts: Number(reverts) }];
});
const calls = campaigns.reduce((sum, each) => sum + each.calls, 0);
const failed = campaigns.filter((each) => each.result !== 'PASS' || each.reverts !== 0);
const minutes = ((Date.now() - start) / 60_000).toFixed(1);

console.log(`\n${campaigns.length} campaigns, ${calls.toLocaleString('en')} acts, ${minutes} minutes`);
for (const { name, result } of failed) console.log(`FAIL ${name}: ${result}`);
if (calls < LEAST_CALLS) console.log(`FAIL fewer than ${LEAST_CALLS.toLocaleString('en')} acts`);
process.exitCode = code === 0 && failed.length === 0 && calls >= LEAST_CALLS ? 0 : 1;

function run(args: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    let output = '';
    const forge = spawn('node', args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, FOUNDRY_PROFILE: 'deep' },
    });
    forge.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      process.stdout.write(text);
    });
    forge.on('error', () => resolve({ code: 127, output }));
    forge.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
