import { dirname, posix } from 'node:path';
import type { Mutant } from './mutants';

/**
 * All mutants of a file in one: each place that has some asks at run time which one is on, and the compiler has to run
 * once for all of them instead of once for each. The number of the one that is on is the address of the block's
 * producer, which nothing here looks at and forge sets by an option; 0 is the original.
 */
export const SWITCH_FILE = 'contracts/Mutation.sol';

export const SWITCH = `// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @dev Pure by a disguise, so that it can stand in pure functions.
function mutant(uint256 id) pure returns (bool) {
    return _disguised(_active)() == id;
}

function _active() view returns (uint256) {
    return uint160(address(block.coinbase));
}

function _disguised(function() view returns (uint256) looking)
    pure
    returns (function() pure returns (uint256) disguised)
{
    assembly {
        disguised := looking
    }
}
`;

export type Numbered = Mutant & { id: number };

/** The file with all of its mutants in it, each behind its number. */
export function instrument(file: string, source: Buffer, mutants: Numbered[]): string {
  const sites = new Map<string, Numbered[]>();
  for (const mutant of mutants) {
    const key = `${mutant.start}:${mutant.end}`;
    sites.set(key, [...(sites.get(key) ?? []), mutant]);
  }
  // In the order of the text, an outer one before those within it.
  const ordered = [...sites.values()].sort((a, b) => at(a).start - at(b).start || at(b).end - at(a).end);
  const code = render(source, ordered, 0, source.length);
  const path = posix.relative(dirname(file), SWITCH_FILE);
  return code.replace(/^(pragma solidity [^\n]*)$/m, `$1 import { mutant } from "${path}";`);
}

function render(source: Buffer, sites: Numbered[][], start: number, end: number): string {
  let text = '';
  let position = start;
  let next = 0;
  while (next < sites.length) {
    const site = sites[next] ?? [];
    const { start: from, end: to } = at(site);
    const within = sites.slice(next + 1).filter((other) => at(other).end <= to);
    text += source.subarray(position, from).toString('utf8');
    const variants = site.map(({ id, code }) => `mutant(${id}) ? ${code} : `).join('');
    text += `(${variants}${render(source, within, from, to)})`;
    position = to;
    next += 1 + within.length;
  }
  return text + source.subarray(position, end).toString('utf8');
}

function at(site: Numbered[]): Numbered {
  const [first] = site;
  if (!first) throw new Error('a place without a mutant');
  return first;
}
