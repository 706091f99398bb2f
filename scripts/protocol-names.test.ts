import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const contracts = resolve(import.meta.dirname, '..', 'contracts');
const tests = readdirSync(contracts, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.t.sol'))
  .map((path) => readFileSync(join(contracts, path), 'utf8'))
  .join('\n');

/** The numbers in names such as `invariant_26_and_30_pools_share_nothing`. */
function numbersOf(kind: RegExp): number[] {
  const names = [...tests.matchAll(kind)].map(([, name = '']) => name);
  const found = names.flatMap((name) => [...name.matchAll(/(?<=^|_and_)\d\d(?=_)/g)].map(([n]) => Number(n)));
  return [...new Set(found)].sort((a, b) => a - b);
}

const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);

it('each invariant of docs/protocol.md is a test of its number', () => {
  expect(numbersOf(/function invariant_(\d\w*)\(/g)).toEqual(upTo(32));
});

it('each attack of docs/protocol.md is a test of its number', () => {
  expect(numbersOf(/function test_attack_(\d\w*)\(/g)).toEqual(upTo(21));
});
