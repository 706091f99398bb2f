import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export const DIRECTORIES = ['contracts/manager', 'contracts/pool', 'contracts/wallet'];

const NOT_PRODUCTION = [
  /\.t\.sol$/,
  /\/I[A-Z]\w*\.sol$/, // interfaces
  /Fixture\.sol$/,
  /\/Hostile\w+\.sol$/,
  /\/PostTotals\.sol$/,
];

/** Paths of all that is deployed of the two managers. */
export function productionSources(root: string): string[] {
  return solidity(root).filter((file) => !NOT_PRODUCTION.some((pattern) => pattern.test(file)));
}

/** Paths of what the tests of the two managers consist of, the random runs left out. */
export function testSources(root: string): string[] {
  const besides = solidity(root).filter((file) => NOT_PRODUCTION.some((pattern) => pattern.test(file)));
  return [...besides, ...solidity(root, ['contracts/testing'])];
}

function solidity(root: string, directories = DIRECTORIES): string[] {
  return directories
    .flatMap((directory) =>
      readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' }).map(
        (name) => `${directory}/${name}`,
      ),
    )
    .filter((file) => file.endsWith('.sol') && !file.includes('/invariants/'))
    .sort();
}
