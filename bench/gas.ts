import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { collateralPoolCode } from '@/contracts-abi/bytecode/collateral-pool';
import { walletCollateralCode } from '@/contracts-abi/bytecode/wallet-collateral';

/**
 * What the acts of both managers cost: gas of the whole transaction, after refunds, on our Amp, every call a
 * transaction of its own (`contracts/gas`).
 *
 *     npm run bench:gas              the table
 *     npm run bench:gas -- --check   also fails when an act costs over 2 % more than in the snapshot, or is not in it
 *     npm run bench:gas -- --write   keeps the figures as the new snapshot
 */
const root = resolve(import.meta.dirname, '..');
const snapshot = join(root, 'contracts', 'gas', 'snapshot.json');
const measured = join(root, 'cache', 'gas');
const MOST_RISE_PERCENT = 2;

type Goal = { act: string; parts: string[]; items?: number; goal: number };
const goals: Goal[] = [
  { act: 'stake, repeat', parts: ['stake, repeat'], goal: 185_000 },
  {
    act: 'request + claim exit, others leave with one',
    parts: ['request exit', 'claim exit'],
    goal: 260_000,
  },
  {
    act: 'request + claim exit, first of its epoch and first to roll it',
    parts: ['request exit, first of its epoch', 'claim exit, first to roll'],
    goal: 260_000,
  },
  {
    act: 'request + claim exit, new pool',
    parts: ['request exit, new pool', 'claim exit, new pool'],
    goal: 260_000,
  },
  { act: 'lock', parts: ['lock'], goal: 90_000 },
  { act: 'lock, each of a batch of 50', parts: ['lock, batch of 50'], items: 50, goal: 60_000 },
  { act: 'release', parts: ['release'], goal: 45_000 },
  { act: 'release, each of a batch of 50', parts: ['release, batch of 50'], items: 50, goal: 25_000 },
  { act: 'draw', parts: ['draw'], goal: 170_000 },
  { act: "draw, the merchant's first AMP", parts: ["draw, the merchant's first AMP"], goal: 170_000 },
  { act: 'in place: deposit, first', parts: ['in place: deposit, first'], goal: 225_000 },
  { act: 'in place: deposit, repeat', parts: ['in place: deposit, repeat'], goal: 225_000 },
  { act: 'in place: free exit', parts: ['in place: free exit beside locks'], goal: 150_000 },
  { act: 'in place: free exit of all', parts: ['in place: free exit of all'], goal: 150_000 },
];

const figures = z.record(z.string(), z.coerce.number());
type Figures = z.infer<typeof figures>;

function measure(): Figures {
  rmSync(measured, { recursive: true, force: true });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'scripts', 'forge.mjs'), 'test', '--match-path', 'contracts/gas/*'],
    { cwd: root, encoding: 'utf8', env: { ...process.env, FOUNDRY_PROFILE: 'gas' } },
  );
  if (status !== 0) throw new Error(`The acts to be measured fail.\n${stdout}${stderr}`);
  const read = (contract: string): unknown =>
    JSON.parse(readFileSync(join(measured, `${contract}.json`), 'utf8'));
  return { ...figures.parse(read('PoolGas')), ...figures.parse(read('WalletGas')) };
}

const show = (gas: number) => Math.round(gas).toLocaleString('en-US').padStart(11);

function printGoals(gas: Figures): void {
  console.log('\nGoals');
  for (const { act, parts, items = 1, goal } of goals) {
    const cost = parts.reduce((sum, part) => sum + (gas[part] ?? Number.NaN), 0) / items;
    const verdict = cost <= goal ? 'reached' : 'MISSED ';
    console.log(`${verdict} ${show(cost)} of ${show(goal)}  ${act}`);
  }
}

function printAll(gas: Figures, before: Figures): string[] {
  const wrong: string[] = [];
  console.log('\nAll acts, and the change since the snapshot');
  for (const [act, cost] of Object.entries(gas).sort(([a], [b]) => a.localeCompare(b))) {
    const was = before[act];
    const rise = was === undefined ? Number.NaN : (cost / was - 1) * 100;
    console.log(
      `${show(cost)} ${was === undefined ? '    new' : `${rise.toFixed(2)} %`.padStart(8)}  ${act}`,
    );
    if (was === undefined) wrong.push(`${act}: not in the snapshot`);
    else if (rise > MOST_RISE_PERCENT) wrong.push(`${act}: ${was} → ${cost}, ${rise.toFixed(2)} % more`);
  }
  for (const act of Object.keys(before)) if (!(act in gas)) wrong.push(`${act}: not measured any more`);
  return wrong;
}

mkdirSync(join(root, 'cache'), { recursive: true });
const gas = measure();
const wrong = printAll(gas, figures.parse(JSON.parse(readFileSync(snapshot, 'utf8'))));
printGoals(gas);
console.log('\nCode, of 24,576 bytes');
for (const { contract, runtime } of [collateralPoolCode, walletCollateralCode]) {
  console.log(`${show((runtime.length - 2) / 2)}  ${contract}`);
}

if (process.argv.includes('--write')) {
  const sorted = Object.fromEntries(Object.entries(gas).sort(([a], [b]) => a.localeCompare(b)));
  writeFileSync(snapshot, `${JSON.stringify(sorted, null, 2)}\n`);
  console.log(`\nKept in ${snapshot.slice(root.length + 1)}`);
} else if (process.argv.includes('--check') && wrong.length > 0) {
  console.error(
    `\nCosts more than it did (npm run bench:gas -- --write accepts it):\n  ${wrong.join('\n  ')}`,
  );
  process.exitCode = 1;
}
