import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { encodeFunctionData, type Hex, parseAbi } from 'viem';
import { z } from 'zod';

/** `contracts/testing/Crowd.sol`: moves AMP for many holders in one transaction. */
const crowdAbi = parseAbi(['function move(address amp, bytes32 toPartition, bytes items)']);

/** @property value wei, below 2^96 */
export type Move = { from: Hex; to: Hex; value: bigint };

/** The call that makes these moves, in their order, from the default partition into `toPartition`. */
export const encodeMoves = (amp: Hex, toPartition: Hex, moves: readonly Move[]): Hex =>
  encodeFunctionData({ abi: crowdAbi, functionName: 'move', args: [amp, toPartition, pack(moves)] });

const pack = (moves: readonly Move[]): Hex => `0x${moves.map(packed).join('')}`;

const packed = ({ from, to, value }: Move): string =>
  `${from.slice(2)}${to.slice(2)}${value.toString(16).padStart(24, '0')}`;

const root = resolve(import.meta.dirname, '..', '..');
const artifact = z.object({ bytecode: z.object({ object: z.templateLiteral(['0x', z.string()]) }) });

/** Compiles the contract, which nothing that ships holds, and returns its creation code. */
export function compileCrowd(): Hex {
  const out = join(root, 'cache', 'bench', 'out');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'scripts', 'forge.mjs'),
      'build',
      'contracts/testing/Crowd.sol',
      ...['--out', out, '--cache-path', join(root, 'cache', 'bench', 'cache')],
    ],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`Crowd.sol does not compile.\n${stdout}${stderr}`);
  return artifact.parse(JSON.parse(readFileSync(join(out, 'Crowd.sol', 'Crowd.json'), 'utf8'))).bytecode
    .object;
}
