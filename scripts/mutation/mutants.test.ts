import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { instrument } from './instrument';
import { findMutants } from './mutants';

const source = `// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Says whether a < b && b > 0, "é" or not.
contract Example {
    uint256 private constant HALF = uint256(7) / 2;

    function example(uint256 a, uint256 b) external pure returns (uint256) {
        // if (a >= b) nothing
        if (a < b || !(b == 0)) return a / b;
        return a + 1; /* a != b */
    }
}
`;

const root = mkdtempSync(join(tmpdir(), 'mutants-test-'));
writeFileSync(join(root, 'Example.sol'), source);
const mutants = findMutants(root, ['Example.sol'], () => Buffer.from(source));
afterAll(() => rmSync(root, { recursive: true }));

test('each decision and rounding is changed, and neither comments nor constants are', () => {
  expect(mutants.map(({ line, kind, from, to }) => `${line} ${kind}: ${from} → ${to}`)).toEqual([
    '10 connective: a < b || !(b == 0) → a < b && !(b == 0)',
    '10 comparison: a < b → a <= b',
    '10 comparison: a < b → a >= b',
    '10 connective: !(b == 0) → (b == 0)',
    '10 comparison: b == 0 → b != 0',
    '10 rounding: a / b → ceil(a / b)',
    '11 offset: a + 1 → a',
  ]);
});

test('all of them stand in one text, each behind its number, and the original behind none', () => {
  const numbered = mutants.map((mutant, index) => ({ ...mutant, id: index + 1 }));
  const lines = instrument('contracts/pool/Example.sol', Buffer.from(source), numbered).split('\n');
  expect(lines[1]).toBe('pragma solidity ^0.8.30; import { mutant } from "../Mutation.sol";');
  expect(lines[9]?.trim()).toBe(
    'if ((mutant(1) ? (a < b) && (!(b == 0)) : ' +
      '(mutant(2) ? a <= b : mutant(3) ? a >= b : a < b) || ' +
      '(mutant(4) ? (b == 0) : !((mutant(5) ? b != 0 : b == 0))))) ' +
      'return (mutant(6) ? a / b + (a % (b) == 0 ? 0 : 1) : a / b);',
  );
  expect(lines[10]?.trim()).toBe('return (mutant(7) ? a : a + 1); /* a != b */');
});
